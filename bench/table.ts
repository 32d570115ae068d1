/** Results as lines of text for the terminal and as a table of Markdown. */

import { digits, duration, durationRange, ratio, ratioRange, target } from "./figures.ts";
import type { ComparisonResult, ContestantTimes, ContestResult } from "./rounds.ts";

/** A measured row. */
export interface MeasuredRow extends ContestResult {
  name: string;
  title: string;
  amount: { perRun: number; unit: string } | null;
}

const columns = [34, 11, 22, 16] as const;

export const textHeader = cells(["work", "median", "quartiles", "rate"]).trimEnd();

/** A line with the work, one for each contestant and, below the one that they measure it against, its comparisons. */
export function textOf(row: MeasuredRow): string {
  const lines = row.contestants.map((contestant) => {
    const { seconds } = contestant;
    const rate = row.amount ? rateOf(row.amount, seconds.median) : "";
    return cells([`  ${contestant.name}`, duration(seconds.median), durationRange(seconds), rate]).trimEnd();
  });
  const judged = row.comparisons.map((one) => `${" ".repeat(4)}${sentenceOf(one)}`);
  return [row.title, ...lines, ...judged].join("\n");
}

function cells(values: readonly string[]): string {
  return values.map((value, i) => padded(value, columns[i])).join("");
}

/** Filled up to a width, and apart from what follows even where it is longer. */
function padded(text: string, width: number): string {
  return `${text.padEnd(width - 2)}  `;
}

/** "WebAssembly against numpy  7.3× (7.1 … 7.5×)  ≥ 6×  ✓". */
function sentenceOf(one: ComparisonResult): string {
  const words = [padded(`${one.ours} against ${one.theirs}`, 48), padded(figureOf(one), 26)];
  return [...words, goalOf(one)].join("").trimEnd();
}

function figureOf({ ratio: { median, ...quartiles }, kind }: ComparisonResult): string {
  if (kind === "peak") return `${ratio(median, kind)} at best`;
  return `${ratio(median, kind)} (${ratioRange({ median, ...quartiles }, kind)})`;
}

function goalOf({ target: goal, kind, reached }: ComparisonResult): string {
  return goal === null ? "" : `${target(goal, kind)} ${reached ? "✓" : "✗"}`;
}

function rateOf({ perRun, unit }: { perRun: number; unit: string }, seconds: number): string {
  const rate = perRun / seconds;
  const prefix = [
    { letter: "G", scale: 1e9 },
    { letter: "M", scale: 1e6 },
    { letter: "k", scale: 1e3 },
    { letter: "", scale: 0 },
  ].find(({ scale }) => rate >= scale)!;
  return `${digits(rate / (prefix.scale || 1))} ${prefix.letter}${unit}/s`;
}

/** One line a comparison; rows without any show their first contestant. */
export function markdownOf(rows: readonly MeasuredRow[]): string {
  const head = ["| work | time | against | its time | ratio | target |", "| --- | --- | --- | --- | --- | --- |"];
  return [...head, ...rows.flatMap(markdownLines)].join("\n");
}

function markdownLines({ title, contestants, comparisons }: MeasuredRow): string[] {
  const timeOf = (name: string) =>
    duration(contestants.find((one: ContestantTimes) => one.name === name)!.seconds.median);
  if (comparisons.length === 0) return [`| ${title} | ${timeOf(contestants[0].name)} | | | | |`];
  return comparisons.map((one) => {
    const work = `${title}, ${one.ours}`;
    return `| ${[work, timeOf(one.ours), one.theirs, timeOf(one.theirs), figureOf(one), goalOf(one)].join(" | ")} |`;
  });
}
