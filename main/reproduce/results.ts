/** What is made of an experiment's runs: the text of its table and its figure. */
import type { Iteration } from "../engine/api.ts";
import { runName } from "../store/errors.ts";
import { learningCurve } from "./curves.ts";
import type { Experiment } from "./experiment.ts";
import { learningFigure } from "./figure.ts";
import type { Ground } from "./ledger.ts";
import type { FinishedRun } from "./runner.ts";
import { type RowResult, resultTable } from "./table.ts";

/** The table, what it was made with, and which runs ended early. */
export function resultText(
  experiment: Experiment,
  finished: readonly FinishedRun[],
  { versions }: Ground,
  cores: number,
): string {
  const seeds = [...new Set(finished.map(({ measurement }) => measurement.seed))].join(", ");
  const made =
    `Seeds: ${seeds}. Made with Guidepost ${versions.app}, MuJoCo ${versions.mujoco}, Node ${versions.node} ` +
    `and ${versions.kernels} kernels; times on ${cores} ${cores === 1 ? "core" : "cores"}.`;
  const early = finished.flatMap(endedEarly);
  const notes = [made, ...early.map((line) => `- ${line}`)];
  return [resultTable(rowResults(experiment, finished), experiment.reached), ...notes].join("\n\n");
}

export function figureOf({ rows, task }: Experiment, finished: readonly FinishedRun[], unit: string): string {
  const curves = rows.map((row) => {
    const runs: Iteration[][] = finished.filter((run) => run.row === row).map(({ detail }) => detail.iterations);
    return learningCurve(row.title, runs);
  });
  const y = `mean final distance of the training rollouts [${unit}]`;
  return learningFigure(curves, { title: `Learning curves of ${task}`, x: "rollouts in total", y });
}

export function rowResults({ rows }: Experiment, finished: readonly FinishedRun[]): RowResult[] {
  return rows.map((row) => ({
    row,
    measurements: finished.filter((run) => run.row === row).map(({ measurement }) => measurement),
  }));
}

function endedEarly({ row, detail: { summary } }: FinishedRun): string[] {
  const { id, seed, iterationsDone, iterationsTotal, reason } = summary;
  if (iterationsDone === iterationsTotal) return [];
  const run = `${row.title}, seed ${seed} (run ${runName(id)})`;
  return [
    `${run}: ended after ${iterationsDone} of ${iterationsTotal} iterations, and counts as it was then: ${reason}.`,
  ];
}
