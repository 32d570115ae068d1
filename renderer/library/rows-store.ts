/** What the table shows, as it tells: for commands, which act on what a person sees. */
import { create } from "zustand";
import type { RunSummary } from "../../main/engine/api.ts";
import { activePanel } from "../app/dock-layout.ts";
import { useEngine } from "../app/engine-store.ts";
import { usePanelsSeen } from "../app/panels-seen.ts";
import { useView } from "../app/view-store.ts";
import { countOf } from "./edits.ts";
import type { TableRow } from "./table-rows.ts";

interface Rows {
  rows: readonly TableRow[];
  /** Of these the chosen runs. */
  chosen: readonly RunSummary[];
}

export const useRows = create<Rows>(() => ({ rows: [], chosen: [] }));

/** While commands are asked and run for others than those that are chosen. */
let meant: readonly RunSummary[] | null = null;

/** What `look` gives when commands are about these runs, whatever else is chosen. */
export function about<T>(runs: readonly RunSummary[], look: () => T): T {
  const before = meant;
  meant = runs;
  try {
    return look();
  } finally {
    meant = before;
  }
}

/** Whether the table is on the screen. */
export function isTableSeen(): boolean {
  return usePanelsSeen.getState().library === true;
}

/** The runs that are chosen in the table. */
export function runsChosen(): readonly RunSummary[] {
  return meant ?? useRows.getState().chosen;
}

/**
 * The runs that a command is about: those chosen in the table while it is on the screen, else, and for who is in the list
 * of runs, the one that is looked at.
 */
export function runsMeant(): readonly RunSummary[] {
  if (meant !== null) return meant;
  const { chosen } = useRows.getState();
  if (isTableSeen() && chosen.length > 0 && activePanel() !== "runs") return chosen;
  const { run } = useView.getState();
  return useEngine.getState().runs?.filter(({ id }) => id === run) ?? [];
}

/** "run 3", "4 runs"; empty for none. */
export function wordsFor(runs: readonly RunSummary[]): string {
  const [first, ...more] = runs;
  if (!first) return "";
  return more.length === 0 ? `run ${first.id}` : countOf(runs.length);
}

/** In a command's title: "the run", "4 runs"; "the runs" while there are none. */
export function theRuns({ length }: readonly RunSummary[]): string {
  if (length === 0) return "the runs";
  return length === 1 ? "the run" : countOf(length);
}
