/**
 * The model of one iteration (method section 2): fitted linear-Gaussian dynamics and the quadratic expansion of the
 * cost around a batch of rollouts, with the distribution of the first state.
 */
import { fitDynamics } from "../dynamics/fit-dynamics.ts";
import type { MixtureKernels } from "../dynamics/kernels.ts";
import type { Mixture } from "../dynamics/mixture.ts";
import type { RolloutBatch } from "../dynamics/types.ts";
import type { Condition } from "../systems/description.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { TrajectoryKernels } from "../trajectory/kernels.ts";
import type { Dims, GaussianState, LinearDynamics, QuadraticCost } from "../trajectory/types.ts";
import type { TrajectoryOptions } from "./config.ts";

export interface LocalModel {
  dims: Dims;
  dynamics: LinearDynamics;
  cost: QuadraticCost;
  initial: GaussianState;
}

export function fitLocalModel(
  condition: Condition,
  batch: RolloutBatch,
  mixture: Mixture | null,
  cost: QuadraticCost,
  options: TrajectoryOptions,
  kernels: MixtureKernels,
): { status: "ok"; model: LocalModel } | { status: "failed"; reason: string } {
  const strengths = { mean: options.priorMean, scatter: options.priorCovariance };
  const fitted = fitDynamics(batch, { prior: mixture, ridge: options.ridge, strengths }, kernels);
  if (fitted.status !== "ok") {
    const problem = fitted.status.replaceAll("-", " ");
    return { status: "failed", reason: `the dynamics fitted at step ${fitted.step + 1} are ${problem}` };
  }
  const { steps, stateDim, actionDim } = batch;
  const initial = initialStateOf(condition, options.startSpread);
  return { status: "ok", model: { dims: { steps, stateDim, actionDim }, dynamics: fitted.dynamics, cost, initial } };
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
function initialStateOf({ mean, std }: Condition, spread: number): GaussianState {
  const dX = mean.length;
  const covariance = new Float64Array(dX * dX);
  for (const [i, sigma] of std.entries()) covariance[i * dX + i] = (spread * sigma) ** 2;
  return { mean: Float64Array.from(mean), covariance };
}
