/** Learning curves over seeds. */
import type { Iteration } from "../engine/api.ts";
import { mean, median } from "../statistics.ts";
import { type Better, worstPossible } from "./measure.ts";

export interface CurvePoint {
  /** Rollouts so far. */
  rollouts: number;
  /** Over the seeds; Infinity or −Infinity where every rollout diverged. */
  centre: number;
  low: number;
  high: number;
}

/** What an iteration did; null where every rollout diverged. */
type CurveValue = Pick<Iteration, "rollouts" | "metric">;

export interface Curve {
  title: string;
  points: CurvePoint[];
}

const centres = { mean, median };

/**
 * The metric of an iteration's rollouts against the rollouts so far.
 * @param runs [seeds] what each run's iterations did. A run that ended before the others stays where it was; one that never
 *   began is left out.
 */
export function learningCurve(
  title: string,
  runs: readonly (readonly CurveValue[])[],
  centre: keyof typeof centres,
  better: Better,
): Curve {
  const begun = runs.filter((run) => run.length > 0);
  const longest = begun.reduce<readonly CurveValue[]>((a, b) => (b.length > a.length ? b : a), []);
  const points = longest.map(({ rollouts }, i) => {
    const values = begun.map((run) => run[Math.min(i, run.length - 1)].metric ?? worstPossible(better));
    return { rollouts, centre: centres[centre](values), low: Math.min(...values), high: Math.max(...values) };
  });
  return { title, points };
}
