/**
 * The model of one iteration (method section 2): fitted linear-Gaussian dynamics and the quadratic expansion of the
 * cost around a batch of rollouts, with the distribution of the first state.
 */
import type { Condition } from "../systems/description.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { TrajectoryKernels } from "../trajectory/kernels.ts";
import type { Dims, GaussianState, LinearDynamics, QuadraticCost } from "../trajectory/types.ts";

export interface LocalModel {
  dims: Dims;
  dynamics: LinearDynamics;
  cost: QuadraticCost;
  initial: GaussianState;
}

/** L(a, b): expected cost of a controller under a model; Infinity where the model is unstable under it. */
export function expectedCostOf(
  controller: LinearGaussianController,
  { dynamics, cost, initial, dims }: LocalModel,
  kernels: TrajectoryKernels,
): number {
  return kernels.scope(() => {
    const forward = kernels.forwardPass(controller, dynamics, initial, dims);
    return forward.status === "ok" ? kernels.expectedCost(cost, forward.marginals, dims).total : Infinity;
  });
}

/** x_1 ~ N(mean, diag((spread·std)²)). */
export function initialStateOf({ mean, std }: Condition, spread: number): GaussianState {
  const dX = mean.length;
  const covariance = new Float64Array(dX * dX);
  for (const [i, sigma] of std.entries()) covariance[i * dX + i] = (spread * sigma) ** 2;
  return { mean: Float64Array.from(mean), covariance };
}
