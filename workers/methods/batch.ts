/** Rollouts as one array each of states and actions, for fitting. */
import type { RolloutBatch } from "../dynamics/types.ts";
import type { Rollout } from "../rollout.ts";
import type { TaskDescription } from "../systems/description.ts";

export function batchOf(rollouts: readonly Rollout[], { steps, stateDim, actionDim }: TaskDescription): RolloutBatch {
  const states = new Float64Array(rollouts.length * steps * stateDim);
  const actions = new Float64Array(rollouts.length * steps * actionDim);
  for (const [i, rollout] of rollouts.entries()) {
    states.set(rollout.states, i * steps * stateDim);
    actions.set(rollout.actions, i * steps * actionDim);
  }
  return { states, actions, samples: rollouts.length, steps, stateDim, actionDim };
}
