/** What stands in a cell, as text. */
import type { RunSummary } from "../../main/engine/api.ts";
import { formatDuration, formatLike, formatNumber, formatPercent, formatQuantity } from "../app/format.ts";
import type { ColumnId } from "./columns.ts";
import type { Names } from "./names.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { statusWord } from "./status.tsx";

type Text = (run: RunSummary, names: Names) => string;

const unitOf = ({ task }: RunSummary, names: Names): string => names.task(task)?.metric.unit ?? "";

export const cellText: Record<ColumnId, Text> = {
  star: ({ labels }) => (labels.star ? "★" : ""),
  run: ({ id }) => String(id),
  name: ({ labels }) => labels.name,
  task: ({ task }, names) => names.taskTitle(task),
  settings: (run, names) => names.settings(run),
  method: ({ method }, names) => names.methodWord(method),
  seed: ({ seed }) => String(seed),
  status: statusText,
  best: (run, names) => formatQuantity(run.bestMetric, unitOf(run, names)),
  last: (run, names) => formatQuantity(run.metric, unitOf(run, names)),
  success: ({ success }) => formatPercent(success),
  rollouts: ({ rollouts }) => rollouts.toLocaleString("en"),
  duration: ({ seconds }) => formatDuration(seconds),
  date: ({ createdAt }) => dateTime(createdAt),
  tags: ({ labels }) => labels.tags.join(", "),
  note: ({ labels }) => labels.note.split("\n", 1)[0] ?? "",
};

/** A run that has not come to its end says how far it is. */
function statusText({ status, iterationsDone, iterationsTotal }: RunSummary): string {
  const unfinished = status !== "completed" && iterationsDone < iterationsTotal;
  return unfinished ? `${statusWord(status)} ${iterationsDone}/${iterationsTotal}` : statusWord(status);
}

/** Of a group: what its runs share, or their mean ± standard deviation. */
export const groupText: Record<ColumnId, (runs: readonly RunSummary[], names: Names) => string> = {
  star: (runs) => (runs.some(({ labels }) => labels.star) ? "★" : ""),
  run: (runs) => `${runs.length} runs`,
  name: (runs) => shared(runs, ({ labels }) => labels.name),
  task: (runs, names) => shared(runs, ({ task }) => names.taskTitle(task)),
  settings: (runs, names) => names.settings(runs[0]!),
  method: (runs, names) => shared(runs, ({ method }) => names.methodWord(method)),
  seed: (runs) => spanOf(runs.map(({ seed }) => seed)),
  status: groupStatus,
  best: (runs, names) => meanAndStd(spreadOf(runs.map(({ bestMetric }) => bestMetric)), unitOf(runs[0]!, names)),
  last: (runs, names) => meanAndStd(spreadOf(runs.map(({ metric }) => metric)), unitOf(runs[0]!, names)),
  success: (runs) => formatPercent(spreadOf(runs.map(({ success }) => success))?.mean ?? null),
  rollouts: (runs) => formatWhole(spreadOf(runs.map(({ rollouts }) => rollouts))),
  duration: (runs) => formatDuration(spreadOf(runs.map(({ seconds }) => seconds))?.mean ?? 0),
  date: (runs) => dateTime(runs[0]!.createdAt),
  tags: (runs) => [...new Set(runs.flatMap(({ labels }) => labels.tags))].join(", "),
  note: () => "",
};

/** "0.0028 ± 0.0009 m" */
export function meanAndStd(spread: Spread | null, unit: string): string {
  if (spread === null || spread.std === null) return formatQuantity(spread?.mean ?? null, unit);
  const text = `${formatNumber(spread.mean)} ± ${formatLike(spread.mean, spread.std)}`;
  return unit === "" ? text : `${text}\u00a0${unit}`;
}

function formatWhole(spread: Spread | null): string {
  return spread === null ? "" : Math.round(spread.mean).toLocaleString("en");
}

function groupStatus(runs: readonly RunSummary[]): string {
  const completed = runs.filter(({ status }) => status === "completed").length;
  const same = runs.every(({ status }) => status === runs[0]!.status);
  return same ? statusWord(runs[0]!.status) : `${completed}/${runs.length} completed`;
}

function shared(runs: readonly RunSummary[], of: (run: RunSummary) => string): string {
  const first = of(runs[0]!);
  return runs.every((run) => of(run) === first) ? first : "";
}

/** "1–5" for seeds that follow each other, else as a list. */
function spanOf(values: readonly number[]): string {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  return sorted.length > 2 && last - first === sorted.length - 1 ? `${first}–${last}` : sorted.join(", ");
}

/** "2026-03-01 14:05" in the time of this place. */
function dateTime(iso: string): string {
  const date = new Date(iso);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
