/** The columns of the runs table: what they are called, how wide they start and what they are sorted by. */
import type { RunSummary } from "../../main/engine/api.ts";
import type { Names } from "./names.ts";
import { statusWord } from "./status.tsx";

export interface Column {
  id: ColumnId;
  title: string;
  /** What it shows, where the title does not say it all. */
  hint: string;
  /** At first [px]; in a table of configurations `groupedWidth`. */
  width: number;
  groupedWidth?: number;
  /** Where it may not become as narrow as others [px]; `groupedNarrowest` where it has a spread over seeds in it. */
  narrowest?: number;
  groupedNarrowest?: number;
  align: "left" | "right";
  /** What it is sorted by; what has no value comes last, whichever way. */
  value(run: RunSummary, names: Names): string | number | null;
  /** Whether a first sorting starts with the greatest. */
  descending: boolean;
}

const text = { align: "left", descending: false } as const;
const number = { align: "right", descending: false } as const;
const newestFirst = { align: "right", descending: true } as const;

/** "0.00567 ± 0.00095 m/s" whole [px]. */
const SPREAD = 164;
/** "12 runs", and the mark before it [px]. */
const FOLDED = 76;

// What tells runs apart, and how well they did, has room beside the other panels of a window of 1280 pixels, of
// configurations as well.
const list = [
  {
    id: "star",
    title: "★",
    hint: "Starred",
    width: 32,
    ...text,
    descending: true,
    value: (run: RunSummary) => Number(run.labels.star),
  },
  {
    id: "run",
    title: "Run",
    hint: "Number in the project",
    width: 56,
    groupedWidth: FOLDED,
    groupedNarrowest: FOLDED,
    ...newestFirst,
    value: (run: RunSummary) => run.id,
  },
  {
    id: "name",
    title: "Name",
    hint: "Yours; F2 changes it",
    width: 96,
    narrowest: 96,
    ...text,
    value: (run: RunSummary) => run.labels.name || null,
  },
  {
    id: "task",
    title: "Task",
    hint: "",
    width: 92,
    ...text,
    value: (run: RunSummary, names: Names) => names.taskTitle(run.task),
  },
  {
    id: "method",
    title: "Method",
    hint: "",
    width: 96,
    ...text,
    value: (run: RunSummary, names: Names) => names.methodTitle(run.method),
  },
  {
    id: "settings",
    title: "Settings",
    hint: "What is not the task's own default, and what the runs shown differ in",
    width: 124,
    groupedWidth: 152,
    ...text,
    value: (run: RunSummary, names: Names) => names.settings(run) || null,
  },
  {
    id: "status",
    title: "Status",
    hint: "",
    // "Cancelled 120/200" whole, and "3/5 completed".
    width: 144,
    groupedWidth: 120,
    ...text,
    value: (run: RunSummary) => statusWord(run.status),
  },
  {
    id: "best",
    title: "Best",
    hint: "Best metric of an accepted iteration",
    width: 84,
    groupedWidth: SPREAD,
    groupedNarrowest: SPREAD,
    ...number,
    value: (run: RunSummary) => run.bestMetric,
  },
  {
    id: "last",
    title: "Last",
    hint: "Metric of the last accepted iteration",
    width: 92,
    groupedWidth: SPREAD,
    groupedNarrowest: SPREAD,
    ...number,
    value: (run: RunSummary) => run.metric,
  },
  {
    id: "seed",
    title: "Seed",
    hint: "Of every random number of the run",
    width: 52,
    ...number,
    value: (run: RunSummary) => run.seed,
  },
  {
    id: "success",
    title: "Success",
    hint: "Rollouts of the last accepted iteration that succeeded",
    width: 76,
    ...newestFirst,
    value: (run: RunSummary) => run.success,
  },
  {
    id: "rollouts",
    title: "Rollouts",
    hint: "So far",
    width: 76,
    ...newestFirst,
    value: (run: RunSummary) => run.rollouts,
  },
  {
    id: "duration",
    title: "Duration",
    hint: "Computing time over all sessions",
    width: 80,
    ...newestFirst,
    value: (run: RunSummary) => run.seconds,
  },
  { id: "date", title: "Started", hint: "", width: 140, ...newestFirst, value: (run: RunSummary) => run.createdAt },
  {
    id: "tags",
    title: "Tags",
    hint: "",
    width: 140,
    ...text,
    value: (run: RunSummary) => run.labels.tags.join(", ") || null,
  },
  { id: "note", title: "Note", hint: "", width: 220, ...text, value: (run: RunSummary) => run.labels.note || null },
] as const;

export type ColumnId = (typeof list)[number]["id"];
export const columns: readonly Column[] = list;

/** No column is narrower than this, nor wider [px]. */
const NARROWEST = 32;
const WIDEST = 800;

const grouped: readonly Column[] = columns.map((column) => ({
  ...column,
  width: column.groupedWidth ?? column.width,
  narrowest: column.groupedNarrowest ?? column.narrowest ?? NARROWEST,
}));
// Names are given to runs, seldom to all of a configuration: there they come with the other labels.
const names = grouped.filter(({ id }) => id === "name");
const others = grouped.filter(({ id }) => id !== "name");
const labels = others.findIndex(({ id }) => id === "tags");
const ofConfigurations = [...others.slice(0, labels), ...names, ...others.slice(labels)];

/** In their order, as wide as they start in a table of runs or in one of configurations. */
export function columnsOf(ofGroups: boolean): readonly Column[] {
  return ofGroups ? ofConfigurations : columns;
}

export const columnIds: readonly ColumnId[] = columns.map(({ id }) => id);

/** As a person made it, or as it starts; a width made for single runs leaves room for what a group says. */
export function widthOf({ id, width, narrowest }: Column, made: Partial<Record<ColumnId, number>>): number {
  return allowedWidth(made[id] ?? width, narrowest);
}

export function allowedWidth(width: number, narrowest = NARROWEST): number {
  return Math.round(Math.min(WIDEST, Math.max(narrowest, width)));
}
