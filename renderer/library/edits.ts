/** What a person changes in the library, each with its way back. */
import type { EngineApi, LabelsEdit, RunLabels, RunSummary } from "../../main/engine/api.ts";
import { doEdit, type Edit } from "../app/history.ts";

/** An edit that is done by asking the engine. */
export type LibraryEdit = Edit & Record<"undo" | "redo", () => Promise<unknown>>;

type Change = LabelsEdit["change"];
type Api = Pick<EngineApi, "editRuns" | "deleteRuns" | "restoreRuns">;

/** Changes what was added to runs: to the same for all of them, or to what follows from each one's own. */
export function labelEdit(
  api: Api,
  title: string,
  runs: readonly RunSummary[],
  to: (labels: RunLabels) => Change,
): LibraryEdit {
  const redo = runs.map(({ id, labels }): LabelsEdit => ({ run: id, change: to(labels) }));
  const undo = runs.map(({ id, labels }, i): LabelsEdit => {
    const keys = Object.keys(redo[i]!.change) as (keyof Change)[];
    return { run: id, change: Object.fromEntries(keys.map((key) => [key, labels[key]])) };
  });
  return { title, room: "library", redo: () => api.editRuns(redo), undo: () => api.editRuns(undo) };
}

export function binEdit(api: Api, runs: readonly RunSummary[]): LibraryEdit {
  const ids = runs.map(({ id }) => id);
  const title = `Moved ${countOf(runs.length)} to the bin`;
  return { title, room: "library", redo: () => api.deleteRuns(ids), undo: () => api.restoreRuns(ids) };
}

export function restoreEdit(api: Api, runs: readonly RunSummary[]): LibraryEdit {
  const { redo, undo, ...edit } = binEdit(api, runs);
  return { ...edit, title: `Restored ${countOf(runs.length)}`, redo: undo, undo: redo };
}

export function countOf(runs: number): string {
  return runs === 1 ? "1 run" : `${runs.toLocaleString("en")} runs`;
}

/** Does it and remembers the way back; rejects with the engine's reason. */
export async function perform(edit: LibraryEdit): Promise<void> {
  await doEdit(edit, edit.redo);
}
