/** What is made of a study's runs: the text of its tables and its figure. */
import { runName } from "../store/errors.ts";
import { type Curve, learningCurve } from "./curves.ts";
import { type Study, titleOf } from "./experiment.ts";
import { type Level, learningFigure } from "./figure.ts";
import type { Ground } from "./ledger.ts";
import type { Measures } from "./measure.ts";
import type { FinishedRun } from "./runner.ts";
import { validationsOf } from "./steadiness.ts";
import { type RowResult, resultTable, seedsText, targetTable } from "./table.ts";
import { cheapest, type Findings } from "./targets.ts";

/** The table, the targets, what they were made with, and which runs ended early. */
export function resultText(
  study: Study,
  finished: readonly FinishedRun[],
  { task, versions }: Ground,
  cores: number,
): string {
  const results = rowResults(study, finished);
  const findings = findingsOf(results, task);
  const seeds = seedsIn(finished);
  const baseline: Measures | null = study.baseline === null ? null : cheapest(findings, study.baseline);
  const made =
    `${capital(seedsText(seeds))}. Success: ${(study.success ?? task.success).title}. Made with Guidepost ${versions.app}, MuJoCo ` +
    `${versions.mujoco}, Node ${versions.node} and ${versions.kernels} kernels; times on ${cores} ` +
    `${cores === 1 ? "core" : "cores"}.`;
  return [
    resultTable(results, study.columns(task), task, baseline),
    ...(study.targets.length === 0 ? [] : [targetTable(study.targets, findings, seeds)]),
    made,
    ...finished.flatMap(endedEarly).map((line) => `- ${line}`),
  ].join("\n\n");
}

export function figureOf(study: Study, finished: readonly FinishedRun[], { task }: Ground): string {
  const { rows, centre, scale } = study;
  const { name, title, unit, better } = task.metric;
  const validates = rows.some(({ drawn }) => drawn === "validation");
  const curves = rows.flatMap((row): Curve[] => {
    if (row.drawn !== "training" && row.drawn !== "validation") return [];
    const runs = finished.filter((run) => run.row === row).map(({ detail }) => detail?.iterations ?? []);
    return [learningCurve(row.title, row.drawn === "validation" ? runs.map(validationsOf) : runs, centre, better)];
  });
  const levels: Level[] = rows
    .filter(({ drawn }) => drawn === "level")
    .flatMap((row) =>
      finished
        .filter((run) => run.row === row)
        .map(({ measurement }) => ({ title: row.title, value: measurement.metric })),
    );
  return learningFigure(
    curves.filter(({ points }) => points.length > 0),
    levels,
    {
      title: `Learning curves of ${titleOf(study, task)}: ${title}`,
      x: "rollouts in total",
      y: `mean ${name} of ${validates ? "an iteration's" : "the training"} rollouts [${unit}]`,
      scale,
    },
  );
}

export function rowResults({ rows }: Study, finished: readonly FinishedRun[]): RowResult[] {
  return rows.map((row) => ({
    row,
    measurements: finished.filter((run) => run.row === row).map(({ measurement }) => measurement),
  }));
}

export function findingsOf(results: readonly RowResult[], task: Ground["task"]): Findings {
  return {
    task,
    measurementsOf: (key) => results.filter(({ row }) => row.key === key).flatMap(({ measurements }) => measurements),
  };
}

function seedsIn(finished: readonly FinishedRun[]): number[] {
  const seeds = finished.flatMap(({ measurement: { seed } }) => (seed === null ? [] : [seed]));
  return [...new Set(seeds)].sort((a, b) => a - b);
}

function endedEarly({ row, detail }: FinishedRun): string[] {
  if (detail === null) return [];
  const { id, seed, iterationsDone, iterationsTotal, reason } = detail.summary;
  if (iterationsDone === iterationsTotal) return [];
  const run = `${row.title}, seed ${seed} (run ${runName(id)})`;
  return [
    `${run}: ended after ${iterationsDone} of ${iterationsTotal} iterations, and counts as it was then: ${reason}.`,
  ];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
