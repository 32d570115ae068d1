/** When the run that is looked at leaves the list, the view moves on to the one that takes its place. */
import type { RunSummary } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { useView } from "../app/view-store.ts";
import { shelfOf } from "./table-rows.ts";

/** Runs of the list, newest first. */
export function listed(runs: readonly RunSummary[]): RunSummary[] {
  return runs.filter((run) => shelfOf(run) === "library");
}

/** Returns what stops it. */
export function moveOnFromGone(select: (run: number) => void, selectTask: (task: string) => void): () => void {
  return useEngine.subscribe(({ runs }, { runs: before }) => {
    const { run } = useView.getState();
    if (run === null || runs === before || !runs || !before) return;
    const place = listed(before).findIndex(({ id }) => id === run);
    const left = listed(runs);
    if (place < 0 || left.some(({ id }) => id === run)) return;
    const next = left[Math.min(place, left.length - 1)];
    const gone = before.find(({ id }) => id === run);
    if (next) select(next.id);
    else if (gone) selectTask(gone.task);
  });
}
