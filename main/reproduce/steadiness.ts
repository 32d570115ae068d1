/** How steady a run's policies were: what their validation lost of what it had reached before. */
import type { Iteration } from "../engine/api.ts";

export interface Steadiness {
  /** The most that the success fell below the best before it, from 0 to 1. */
  successDrop: number;
  /** The most that the mean cost rose above the least before it [%]. */
  costRise: number;
}

/** Of every policy that was tried; NaN where none was. */
export function steadinessOf(iterations: readonly Iteration[]): Steadiness {
  const tried = validationsOf(iterations);
  if (tried.length === 0) return { successDrop: Number.NaN, costRise: Number.NaN };
  let [best, least, successDrop, costRise] = [0, Number.POSITIVE_INFINITY, 0, 0];
  for (const { success, cost } of tried) {
    successDrop = Math.max(successDrop, best - success);
    if (Number.isFinite(least)) costRise = Math.max(costRise, 100 * (cost / least - 1));
    best = Math.max(best, success);
    least = Math.min(least, cost);
  }
  return { successDrop, costRise };
}

export interface Tried {
  /** Rollouts so far. */
  rollouts: number;
  /** null where every rollout diverged. */
  metric: number | null;
  success: number;
  /** Infinity where every rollout diverged. */
  cost: number;
}

/** The iterations whose policy was tried, with what it did. */
export function validationsOf(iterations: readonly Iteration[]): Tried[] {
  return iterations.flatMap(({ rollouts, policy }) => {
    if (policy === null || policy.success === null) return [];
    const { metric, success, cost } = policy;
    return [{ rollouts, metric, success, cost: cost ?? Number.POSITIVE_INFINITY }];
  });
}
