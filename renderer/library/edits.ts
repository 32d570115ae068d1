/** What a person changes in the library, each with its way back. */
import { create } from "zustand";
import type { EngineApi, LabelsEdit, RunLabels, RunSummary } from "../../main/engine/api.ts";

export interface Edit {
  /** What was done, in the past: "Moved 3 runs to the bin". */
  title: string;
  redo(): Promise<unknown>;
  undo(): Promise<unknown>;
}

type Change = LabelsEdit["change"];
type Api = Pick<EngineApi, "editRuns" | "deleteRuns" | "restoreRuns">;

/** Changes what was added to runs: to the same for all of them, or to what follows from each one's own. */
export function labelEdit(
  api: Api,
  title: string,
  runs: readonly RunSummary[],
  to: (labels: RunLabels) => Change,
): Edit {
  const redo = runs.map(({ id, labels }): LabelsEdit => ({ run: id, change: to(labels) }));
  const undo = runs.map(({ id, labels }, i): LabelsEdit => {
    const keys = Object.keys(redo[i]!.change) as (keyof Change)[];
    return { run: id, change: Object.fromEntries(keys.map((key) => [key, labels[key]])) };
  });
  return { title, redo: () => api.editRuns(redo), undo: () => api.editRuns(undo) };
}

export function binEdit(api: Api, runs: readonly RunSummary[]): Edit {
  const ids = runs.map(({ id }) => id);
  const title = `Moved ${countOf(runs.length)} to the bin`;
  return { title, redo: () => api.deleteRuns(ids), undo: () => api.restoreRuns(ids) };
}

export function restoreEdit(api: Api, runs: readonly RunSummary[]): Edit {
  const { title: _, redo, undo } = binEdit(api, runs);
  return { title: `Restored ${countOf(runs.length)}`, redo: undo, undo: redo };
}

export function countOf(runs: number): string {
  return runs === 1 ? "1 run" : `${runs.toLocaleString("en")} runs`;
}

/** Enough to go back through a tidying-up. */
const REMEMBERED = 100;

export const useEdits = create<{ past: readonly Edit[]; future: readonly Edit[] }>(() => ({ past: [], future: [] }));

/** Does it and remembers the way back; rejects with the engine's reason. */
export async function perform(edit: Edit): Promise<void> {
  await edit.redo();
  useEdits.setState(({ past }) => ({ past: [...past, edit].slice(-REMEMBERED), future: [] }));
}

/** Takes back the last edit; nothing when there is none. */
export async function undoEdit(): Promise<void> {
  const edit = useEdits.getState().past.at(-1);
  if (!edit) return;
  await edit.undo();
  useEdits.setState(({ past, future }) => ({ past: past.filter((one) => one !== edit), future: [...future, edit] }));
}

/** Does again what was taken back last. */
export async function redoEdit(): Promise<void> {
  const edit = useEdits.getState().future.at(-1);
  if (!edit) return;
  await edit.redo();
  useEdits.setState(({ past, future }) => ({ past: [...past, edit], future: future.filter((one) => one !== edit) }));
}

/** The bin was emptied: what its edits would bring back is gone. */
export function forgetEdits(): void {
  useEdits.setState({ past: [], future: [] });
}
