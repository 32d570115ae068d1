/** Transitions z = [x_t; u_t; x_{t+1}] of rollouts, D = 2 dX + dU: what dynamics are fitted to. The last step has none. */
import { copy } from "../math/vector.ts";
import type { StepPoints } from "./points.ts";
import type { RolloutBatch } from "./types.ts";

export function transitionsOf({ states, actions, samples, steps, stateDim, actionDim }: RolloutBatch): StepPoints {
  const [dX, dU] = [stateDim, actionDim];
  return {
    samples,
    steps: Math.max(0, steps - 1),
    givenDim: dX + dU,
    explainedDim: dX,
    copyPoint(sample, t, target, offset) {
      const row = sample * steps + t;
      copy(dX, states, row * dX, target, offset);
      copy(dU, actions, row * dU, target, offset + dX);
      copy(dX, states, (row + 1) * dX, target, offset + dX + dU);
    },
  };
}
