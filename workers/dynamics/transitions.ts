/** Transitions z = [x_t; u_t; x_{t+1}] of rollouts, D = 2 dX + dU: what dynamics are fitted to. */
import { copy } from "../math/vector.ts";
import type { RolloutBatch } from "./types.ts";

/** Writes transition t of one sample to (target, offset). */
export function copyTransition(
  batch: RolloutBatch,
  sample: number,
  t: number,
  target: Float64Array,
  offset: number,
): void {
  const { steps, stateDim: dX, actionDim: dU, states, actions } = batch;
  const row = sample * steps + t;
  copy(dX, states, row * dX, target, offset);
  copy(dU, actions, row * dU, target, offset + dX);
  copy(dX, states, (row + 1) * dX, target, offset + dX + dU);
}

export interface Transitions {
  /** [count, D]. */
  data: Float64Array;
  count: number;
  dim: number;
}

/**
 * Every `stride`-th transition of every rollout. Rollouts start at different phases of the stride, so that together
 * they cover all time steps. The batches, one at least, have equal dimensions.
 */
export function collectTransitions(batches: readonly RolloutBatch[], stride: number): Transitions {
  const { stateDim, actionDim } = batches[0];
  const dim = 2 * stateDim + actionDim;
  const places = batches.flatMap((batch) =>
    Array.from({ length: batch.samples }, (_, sample) => ({ batch, sample, first: sample % stride })),
  );
  const taken = (steps: number, first: number) => Math.max(0, Math.ceil((steps - 1 - first) / stride));
  const count = places.reduce((sum, { batch, first }) => sum + taken(batch.steps, first), 0);
  const data = new Float64Array(count * dim);
  let row = 0;
  for (const { batch, sample, first } of places) {
    for (let t = first; t < batch.steps - 1; t += stride) copyTransition(batch, sample, t, data, row++ * dim);
  }
  return { data, count, dim };
}
