/** The mean rollout of an iteration, drawn solid among its samples. */
import type { RolloutDrawing } from "../../main/engine/api.ts";

/** What the scene and the cost timeline show of a rollout, or of the mean of several. */
export interface ShownRollout {
  /** Name of the task's condition that it started from. */
  condition: string;
  /** [T, nq] generalised positions. */
  positions: Float32Array;
  /** [T, dU] actions. */
  actions: Float32Array;
  /** [T, L] cost terms. */
  costs: Float32Array;
  cost: number;
  metric: number;
  success: number;
}

/** Scene and timeline ask for the same mean. */
const known = new WeakMap<readonly RolloutDrawing[], ShownRollout | null>();

/**
 * Means over the rollouts that did not diverge; null when all did. Of several conditions or actors the first one's count:
 * between two slots there is nothing. The posture is that of the rollouts that nobody fell in, where there are any: half
 * fallen is no posture.
 */
export function meanRollout(rollouts: readonly RolloutDrawing[]): ShownRollout | null {
  const mean = known.get(rollouts);
  if (mean !== undefined) return mean;
  const computed = meanOf(rollouts);
  known.set(rollouts, computed);
  return computed;
}

/**
 * Indices of the rollouts that are compared with the chosen one, or, for the mean, that it is of: those of the same
 * condition and actor (the first one's for the mean) that did not diverge.
 */
export function companions(rollouts: readonly RolloutDrawing[], choice: "mean" | number): number[] {
  const chosen = rollouts[choice === "mean" ? 0 : choice];
  return rollouts.flatMap(({ condition, actor, status }, i) =>
    condition === chosen?.condition && actor === chosen.actor && status !== "diverged" ? [i] : [],
  );
}

function meanOf(rollouts: readonly RolloutDrawing[]): ShownRollout | null {
  const [first] = rollouts;
  const whole = companions(rollouts, "mean").map((i) => rollouts[i]!);
  const upright = whole.filter(({ status }) => status === "ok");
  const drawn = upright.length > 0 ? upright : whole;
  const mean = (value: (rollout: RolloutDrawing) => number) =>
    whole.reduce((sum, rollout) => sum + value(rollout), 0) / whole.length;
  if (!first || whole.length === 0) return null;
  return {
    condition: first.condition,
    positions: meanArray(drawn.map(({ positions }) => positions)),
    actions: meanArray(drawn.map(({ actions }) => actions)),
    costs: meanArray(whole.map(({ costs }) => costs)),
    cost: mean(({ cost }) => cost),
    metric: mean(({ metric }) => metric),
    success: mean(({ success }) => (success ? 1 : 0)),
  };
}

function meanArray(arrays: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(arrays[0]!.length);
  for (let i = 0; i < mean.length; i++) {
    let sum = 0;
    for (const array of arrays) sum += array[i]!;
    mean[i] = sum / arrays.length;
  }
  return mean;
}
