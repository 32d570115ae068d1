/**
 * When the run that is looked at leaves the list, the view moves on to the one that takes its place; and back, when that is
 * undone while the other is still looked at.
 */
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
  /** The run that went last, and which the view moved on to. */
  let last: { gone: number; shown: number | null } | null = null;
  return useEngine.subscribe(({ runs }, { runs: before }) => {
    if (runs === before || !runs || !before) return;
    const { run } = useView.getState();
    const left = listed(runs);
    const isLeft = (run: number) => left.some(({ id }) => id === run);
    if (last?.shown === run && isLeft(last.gone)) {
      const { gone } = last;
      last = null;
      select(gone);
      return;
    }
    const place = listed(before).findIndex(({ id }) => id === run);
    const gone = before.find(({ id }) => id === run);
    if (place < 0 || !gone || isLeft(gone.id)) return;
    const next = left[Math.min(place, left.length - 1)];
    last = { gone: gone.id, shown: next?.id ?? null };
    if (next) select(next.id);
    else selectTask(gone.task);
  });
}
