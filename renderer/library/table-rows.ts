/** From the runs of a project to the rows of the table: chosen, grouped by configuration and sorted. */
import type { RunSummary } from "../../main/engine/api.ts";
import { type ColumnId, columns } from "./columns.ts";
import type { Names } from "./names.ts";
import { parseQuery, type searcher } from "./search.ts";
import { spreadOf } from "./spread.ts";

/** Where a run is kept. */
export const shelves = ["library", "archive", "bin"] as const;
export type Shelf = (typeof shelves)[number];

export interface TableView {
  shelf: Shelf;
  query: string;
  sort: { column: ColumnId; descending: boolean };
  /** Whether runs that differ in nothing but their seed are folded into one row. */
  grouped: boolean;
  /** Groups whose runs are shown below them. */
  open: readonly string[];
}

export type TableRow =
  | { kind: "run"; key: string; run: RunSummary /** Whether it stands below its group. */; inGroup: boolean }
  | { kind: "group"; key: string; runs: readonly RunSummary[]; open: boolean };

export function shelfOf({ labels }: RunSummary): Shelf {
  return labels.deletedAt !== null ? "bin" : labels.archived ? "archive" : "library";
}

/** The runs of a shelf that a query finds. */
export function foundRuns(
  runs: readonly RunSummary[],
  { shelf, query }: Pick<TableView, "shelf" | "query">,
  search: ReturnType<typeof searcher>,
): RunSummary[] {
  const found = search(parseQuery(query));
  return runs.filter((run) => shelfOf(run) === shelf && found(run));
}

/** The groups of runs, each once, in the order of their names; none where there are more than `most`. */
export function groupsOf(runs: readonly RunSummary[], most: number): string[] {
  const groups = new Set<string>();
  for (const { group } of runs) {
    groups.add(group);
    if (groups.size > most) return [];
  }
  return [...groups].sort();
}

export function tableRows(
  found: readonly RunSummary[],
  view: Pick<TableView, "sort" | "grouped" | "open">,
  names: Names,
): TableRow[] {
  const rows = view.grouped ? groupRows(found, view.open) : found.map(runRow);
  const sorted = sortRows(rows, view.sort, names);
  if (!view.grouped) return sorted;
  return sorted.flatMap((row) =>
    row.kind === "group" && row.open ? [row, ...sortRows(row.runs.map(memberRow), view.sort, names)] : [row],
  );
}

/** The runs that a row stands for. */
export function runsOf(row: TableRow): readonly RunSummary[] {
  return row.kind === "run" ? [row.run] : row.runs;
}

/** The same as long as the run is: a list of thousands is made with every letter of a search. */
const runRows = new WeakMap<RunSummary, TableRow>();

function runRow(run: RunSummary): TableRow {
  const known = runRows.get(run);
  if (known) return known;
  const row: TableRow = { kind: "run", key: String(run.id), run, inGroup: false };
  runRows.set(run, row);
  return row;
}

const memberRow = (run: RunSummary): TableRow => ({ kind: "run", key: String(run.id), run, inGroup: true });

/** A run alone in its group stands for itself. */
function groupRows(runs: readonly RunSummary[], open: readonly string[]): TableRow[] {
  const opened = new Set(open);
  const groups = new Map<string, RunSummary[]>();
  for (const run of runs) {
    const members = groups.get(run.group);
    if (members) members.push(run);
    else groups.set(run.group, [run]);
  }
  return [...groups].map(([group, members]) =>
    members.length === 1
      ? runRow(members[0]!)
      : { kind: "group", key: `group ${group}`, runs: members, open: opened.has(group) },
  );
}

/** Equal rows keep the order of the runs, newest first. */
function sortRows(rows: TableRow[], { column, descending }: TableView["sort"], names: Names): TableRow[] {
  const { value } = columns.find(({ id }) => id === column)!;
  const keyed = rows.map((row) => ({
    row,
    key: row.kind === "run" ? value(row.run, names) : keyOf(row.runs.map((run) => value(run, names))),
  }));
  const way = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return way * order(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}

/** Of a group the mean of what is a number, else what its newest run has. */
function keyOf(values: readonly (string | number | null)[]): string | number | null {
  const [first] = values;
  if (values.length === 1 || typeof first === "string") return first ?? null;
  return spreadOf(values.map((value) => (typeof value === "number" ? value : null)))?.mean ?? null;
}

const collator = new Intl.Collator("en", { numeric: true });

function order(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
}
