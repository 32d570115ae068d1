/** What the experiment wants to know of a run, and over the seeds. */
import type { Rollout } from "../../workers/rollout.ts";
import type { RunDetail } from "../engine/api.ts";
import { meanScores } from "../engine/scores.ts";
import { mean, median } from "../statistics.ts";

/** Infinity stands for a distance that diverged and for rollouts that were never enough. */
export interface Measures {
  /** Mean final distance of the final controller without noise [m]. */
  distance: number;
  /** The same of its worst episode [m]. */
  worstDistance: number;
  /** Fraction of the final controller's noisy episodes that succeed. */
  success: number;
  /** Rollouts after which the mean of an iteration's noisy rollouts first fell under the distance to reach. */
  rolloutsToReach: number;
  /** Computing time of an iteration [s], and its part in the LQR with its η search. */
  secondsPerIteration: number;
  lqrSeconds: number;
}

const measureKeys = [
  "distance",
  "worstDistance",
  "success",
  "rolloutsToReach",
  "secondsPerIteration",
  "lqrSeconds",
] as const satisfies (keyof Measures)[];

/** One run of the experiment. */
export interface Measurement extends Measures {
  run: number;
  seed: number;
}

/**
 * @param still episodes of the final controller without noise
 * @param noisy episodes with its own noise
 * @param reached distance to reach [m]
 */
export function measure(
  { summary, iterations, task }: RunDetail,
  still: readonly Rollout[],
  noisy: readonly Rollout[],
  reached: number,
): Measurement {
  const distances = still.map(({ status, metric }) => (status === "ok" ? metric : Number.POSITIVE_INFINITY));
  const first = iterations.find(({ metric }) => metric !== null && metric < reached);
  return {
    run: summary.id,
    seed: summary.seed,
    distance: mean(distances),
    worstDistance: Math.max(...distances),
    success: meanScores(task, noisy).success,
    rolloutsToReach: first?.rollouts ?? Number.POSITIVE_INFINITY,
    secondsPerIteration: mean(iterations.map(({ seconds }) => seconds)),
    lqrSeconds: mean(iterations.map(({ phases }) => phases.optimise)),
  };
}

/** Each measure's median and worst over the seeds. */
export function overSeeds(measurements: readonly Measures[]): { median: Measures; worst: Measures } {
  const of = (combine: (values: number[], key: keyof Measures) => number): Measures =>
    Object.fromEntries(
      measureKeys.map((key) => [
        key,
        combine(
          measurements.map((one) => one[key]),
          key,
        ),
      ]),
    ) as unknown as Measures;
  return {
    median: of(median),
    worst: of((values, key) => (key === "success" ? Math.min(...values) : Math.max(...values))),
  };
}
