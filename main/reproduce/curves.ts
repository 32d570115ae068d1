/** Learning curves over seeds. */
import type { Iteration } from "../engine/api.ts";
import { median } from "../statistics.ts";

export interface CurvePoint {
  /** Rollouts so far. */
  rollouts: number;
  /** Over the seeds; Infinity where every rollout diverged. */
  median: number;
  low: number;
  high: number;
}

export interface Curve {
  title: string;
  points: CurvePoint[];
}

/**
 * The metric of the training rollouts against the rollouts so far.
 * @param runs [seeds] iterations of each run. A run that ended before the others stays where it was.
 */
export function learningCurve(title: string, runs: readonly (readonly Iteration[])[]): Curve {
  const longest = runs.reduce((a, b) => (b.length > a.length ? b : a));
  const points = longest.map(({ rollouts }, i) => {
    const values = runs.map((run) => run[Math.min(i, run.length - 1)].metric ?? Number.POSITIVE_INFINITY);
    return { rollouts, median: median(values), low: Math.min(...values), high: Math.max(...values) };
  });
  return { title, points };
}
