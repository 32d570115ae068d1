/** Rollouts as one array each of states and actions, for fitting. */
import type { RolloutBatch } from "../dynamics/types.ts";
import { concatenate } from "../math/vector.ts";
import type { Rollout, StatesAndActions } from "../rollout.ts";
import type { TaskDescription } from "../systems/description.ts";

/** The task's time of each; of rollouts that went on for longer the rest is left out. */
export function batchOf(rollouts: readonly Rollout[], { steps, stateDim, actionDim }: TaskDescription): RolloutBatch {
  const states = new Float64Array(rollouts.length * steps * stateDim);
  const actions = new Float64Array(rollouts.length * steps * actionDim);
  for (const [i, rollout] of rollouts.entries()) {
    states.set(rollout.states.subarray(0, steps * stateDim), i * steps * stateDim);
    actions.set(rollout.actions.subarray(0, steps * actionDim), i * steps * actionDim);
  }
  return { states, actions, samples: rollouts.length, steps, stateDim, actionDim };
}

/** The rollouts of a batch, one by one, as views. */
export function rolloutsOf({ states, actions, samples }: RolloutBatch): StatesAndActions[] {
  const rows = (all: Float64Array, i: number) =>
    all.subarray((i * all.length) / samples, ((i + 1) * all.length) / samples);
  return Array.from({ length: samples }, (_, i) => ({ states: rows(states, i), actions: rows(actions, i) }));
}

/** The rollouts of several batches of equal dimensions, one at least, as one. */
export function joinBatches(batches: readonly RolloutBatch[]): RolloutBatch {
  if (batches.length === 1) return batches[0];
  const samples = batches.reduce((sum, batch) => sum + batch.samples, 0);
  const states = concatenate(batches.map((batch) => batch.states));
  const actions = concatenate(batches.map((batch) => batch.actions));
  return { ...batches[0], states, actions, samples };
}

/** x̂: [T, dX] mean of the rollouts' states at each step. */
export function meanPath({ states, samples, steps, stateDim }: RolloutBatch): Float64Array {
  const mean = new Float64Array(steps * stateDim);
  for (const [i, x] of states.entries()) mean[i % mean.length] += x / samples;
  return mean;
}
