/** Which runs are chosen in the table, and the row that the keys act on. */
import type { RunSummary } from "../../main/engine/api.ts";
import { runsOf, type TableRow } from "./table-rows.ts";

export interface Selection {
  /** Numbers of the chosen runs. */
  chosen: ReadonlySet<number>;
  /** Key of the row that has the focus; null before any. */
  active: string | null;
  /** Key of the row that a range starts from. */
  anchor: string | null;
}

export const nothingChosen: Selection = { chosen: new Set(), active: null, anchor: null };

/** `only` it, `toggle` it beside the others, or the `range` from the anchor to it. */
export type Pick = "only" | "toggle" | "range";

export function pick(rows: readonly TableRow[], selection: Selection, index: number, how: Pick): Selection {
  const row = rows[index];
  if (!row) return selection;
  const ids = runsOf(row).map(({ id }) => id);
  if (how === "only") return { chosen: new Set(ids), active: row.key, anchor: row.key };
  if (how === "toggle") return { chosen: toggled(selection.chosen, ids), active: row.key, anchor: row.key };
  const from = Math.max(0, indexOf(rows, selection.anchor ?? row.key));
  const range = rows.slice(Math.min(from, index), Math.max(from, index) + 1);
  const chosen = new Set(range.flatMap((between) => runsOf(between).map(({ id }) => id)));
  return { chosen, active: row.key, anchor: rows[from]!.key };
}

export function pickAll(rows: readonly TableRow[], { active, anchor }: Selection): Selection {
  return { chosen: new Set(rows.flatMap((row) => runsOf(row).map(({ id }) => id))), active, anchor };
}

/** Row of a key; −1 when it is not shown. */
export function indexOf(rows: readonly TableRow[], key: string | null): number {
  return key === null ? -1 : rows.findIndex((row) => row.key === key);
}

/** The chosen runs among those that are shown, each once: an open group and its runs are the same. */
export function chosenRuns(rows: readonly TableRow[], chosen: ReadonlySet<number>): RunSummary[] {
  return [...new Set(rows.flatMap(runsOf))].filter(({ id }) => chosen.has(id));
}

/** A row is chosen when all of its runs are. */
export function isChosen(row: TableRow, chosen: ReadonlySet<number>): boolean {
  return runsOf(row).every(({ id }) => chosen.has(id));
}

function toggled(chosen: ReadonlySet<number>, ids: readonly number[]): Set<number> {
  const after = new Set(chosen);
  const all = ids.every((id) => chosen.has(id));
  for (const id of ids)
    if (all) after.delete(id);
    else after.add(id);
  return after;
}
