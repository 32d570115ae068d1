/** The columns of an experiment's table, and its numbers as text. */
import type { TaskDescription } from "../engine/api.ts";
import type { Measures } from "./measure.ts";

export interface Column {
  title: string;
  /** @param baseline measures that costs are compared with; null where there are none */
  cell(measures: Measures, baseline: Measures | null): string;
}

/** Every column that a table of this task may have, by name. */
export function columnsOf({ metric: { name, unit } }: Pick<TaskDescription, "metric">) {
  return {
    metric: { title: `${name} [${unit}]`, cell: ({ metric }) => metricText(metric, unit) },
    medianMetric: {
      title: `median ${name} [${unit}]`,
      cell: ({ medianMetric }) => metricText(medianMetric, unit),
    },
    heldOutMedianMetric: {
      title: `held-out median ${name} [${unit}]`,
      cell: ({ heldOutMedianMetric }) => metricText(heldOutMedianMetric, unit),
    },
    worst: { title: `worst episode [${unit}]`, cell: ({ worstMetric }) => metricText(worstMetric, unit) },
    success: { title: "success", cell: ({ success }) => fixed(success, 2) },
    heldOutSuccess: { title: "held-out success", cell: ({ heldOutSuccess }) => fixed(heldOutSuccess, 2) },
    fallen: { title: "falls", cell: ({ fallen }) => fixed(fallen, 2) },
    travelled: { title: "travelled [m]", cell: ({ travelled }) => fixed(travelled, 2) },
    noisyMetric: { title: `noisy ${name} [${unit}]`, cell: ({ noisyMetric }) => metricText(noisyMetric, unit) },
    noisySuccess: { title: "noisy success", cell: ({ noisySuccess }) => fixed(noisySuccess, 2) },
    cost: { title: "cost", cell: ({ cost }) => costText(cost) },
    costOverIlqg: {
      title: "cost vs iLQG [%]",
      cell: ({ cost }, baseline) => (baseline === null ? "–" : excessText(excess(cost, baseline.cost))),
    },
    costRatio: {
      title: "cost vs linear-Gaussian [×]",
      cell: ({ cost }, baseline) => (baseline === null ? "–" : fixed(cost / baseline.cost, 3)),
    },
    rollouts: { title: "rollouts", cell: ({ rollouts }) => String(rollouts) },
    validation: { title: "of which validation", cell: ({ validation }) => String(validation) },
    successDrop: { title: "drop of validation [points]", cell: ({ successDrop }) => fixed(100 * successDrop, 0) },
    costRise: { title: "rise of validation cost [%]", cell: ({ costRise }) => fixed(costRise, 1) },
    time: { title: "time [s/iteration]", cell: ({ secondsPerIteration }) => fixed(secondsPerIteration, 2) },
    lqrTime: { title: "of which LQR [s]", cell: ({ lqrSeconds }) => fixed(lqrSeconds, 2) },
  } satisfies Record<string, Column>;
}

/** When the training rollouts passed the metric to reach. */
export function reachColumn(reached: number, { metric }: Pick<TaskDescription, "metric">): Column {
  return {
    title: `rollouts to ${reached} ${metric.unit}`,
    cell: ({ rolloutsToReach }) => (Number.isFinite(rolloutsToReach) ? String(rolloutsToReach) : "never"),
  };
}

/** Finer than the seeds differ: lengths to the tenth of a millimetre, speeds to the millimetre a second. */
export function metricText(value: number, unit: string): string {
  return fixed(value, unit === "m" ? 4 : 3);
}

/** By how much a cost exceeds another [%]. */
export function excess(cost: number, other: number): number {
  return 100 * (cost / other - 1);
}

export function excessText(percent: number): string {
  return `${percent > 0 ? "+" : ""}${fixed(percent, 1)}`;
}

function costText(cost: number): string {
  return fixed(cost, cost < 100 ? 2 : 1);
}

function fixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return "–";
  return Number.isFinite(value) ? value.toFixed(digits).replace("-", "−") : "diverged";
}
