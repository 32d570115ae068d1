/** An experiment's results as Markdown tables that are also readable as text. */
import type { TaskDescription } from "../engine/api.ts";
import type { Column } from "./columns.ts";
import type { ExperimentRow } from "./experiment.ts";
import { markdownTable } from "./markdown-table.ts";
import { type Measurement, type Measures, overSeeds } from "./measure.ts";
import type { Findings, Target } from "./targets.ts";

export interface RowResult {
  row: ExperimentRow;
  /** By seed. */
  measurements: Measurement[];
}

/** Seeds that the targets are asked over. */
const targetSeeds = [1, 2, 3, 4, 5];

/** A row's median and worst over its seeds, and each of them where the row asks for it; one line for a single one. */
export function resultTable(
  results: readonly RowResult[],
  columns: readonly Column[],
  task: TaskDescription,
  baseline: Measures | null,
): string {
  const cells = (measures: Measures): string[] => columns.map(({ cell }) => cell(measures, baseline));
  const lines = results.flatMap(({ row, measurements }) => {
    const title = `**${row.title}**`;
    const single = measurements.map((one) => ["", one.seed === null ? "–" : String(one.seed), ...cells(one)]);
    if (single.length === 1) return [[title, ...single[0].slice(1)]];
    const { median, worst } = overSeeds(measurements, task.metric.better);
    const both = [
      [title, "median", ...cells(median)],
      ["", "worst", ...cells(worst)],
    ];
    return row.everySeed ? [...both, ...single] : both;
  });
  return markdownTable(["setting", "seed", ...columns.map(({ title }) => title)], lines, 2);
}

/** What was asked, what was measured, and whether it is enough. */
export function targetTable(targets: readonly Target[], findings: Findings, seeds: readonly number[]): string {
  const asOf = targetSeeds.every((seed) => seeds.includes(seed)) ? "" : `, over ${seedsText(seeds)} instead of 1 to 5`;
  const lines = targets.map(({ asked, overSeeds: asksSeeds, check }) => {
    const { measured, reached } = check(findings);
    return [asked, measured, `${reached ? "yes" : "no"}${asksSeeds ? asOf : ""}`];
  });
  return markdownTable(["target", "measured", "reached"], lines, 3);
}

export function seedsText(seeds: readonly number[]): string {
  return `${seeds.length === 1 ? "seed" : "seeds"} ${seeds.join(", ")}`;
}
