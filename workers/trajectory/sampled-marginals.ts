/** The empirical marginals of rollouts: what the appendix's policy term may be measured at (method section 3). */
import type { RolloutBatch } from "../dynamics/types.ts";
import { rankOneUpdate } from "../math/symmetric.ts";
import { axpy, copy } from "../math/vector.ts";
import type { Marginals } from "./types.ts";

/** Mean and covariance of [x_t; u_t] over the N samples, the latter divided by N; it may be singular. */
export function sampledMarginals({
  states,
  actions,
  samples,
  steps,
  stateDim: dX,
  actionDim: dU,
}: RolloutBatch): Marginals {
  const D = dX + dU;
  const means = new Float64Array(steps * D);
  const covariances = new Float64Array(steps * D * D);
  const deviation = new Float64Array(D);
  for (let t = 0; t < steps; t++) {
    for (let row = t; row < samples * steps; row += steps) {
      axpy(dX, 1 / samples, states, row * dX, means, t * D);
      axpy(dU, 1 / samples, actions, row * dU, means, t * D + dX);
    }
    for (let row = t; row < samples * steps; row += steps) {
      copy(dX, states, row * dX, deviation, 0);
      copy(dU, actions, row * dU, deviation, dX);
      axpy(D, -1, means, t * D, deviation, 0);
      rankOneUpdate(D, 1 / samples, deviation, 0, covariances, t * D * D);
    }
  }
  return { means, covariances };
}
