/**
 * Time-varying linear-Gaussian dynamics from few rollouts (method section 2): the conditionals of the transitions
 * z = [x_t; u_t; x_{t+1}] given (x_t, u_t),
 *
 *   p(x_{t+1}|x_t,u_t) = N(f_xu [x; u] + f_c, F).
 */
import type { LinearDynamics } from "../trajectory/types.ts";
import type { MixtureKernels, RegressionOptions } from "./kernels.ts";
import { allocateConditionals } from "./regression.ts";
import { transitionsOf } from "./transitions.ts";
import type { RolloutBatch } from "./types.ts";

/** Added to the diagonal of every F, in squared units of the state: no fitted step is free of noise. */
const noiseFloor = 1e-9;

export type DynamicsOptions = Omit<RegressionOptions, "floor">;

export type DynamicsResult =
  | { status: "ok"; dynamics: LinearDynamics }
  | { status: "not-positive-definite"; step: number }
  | { status: "not-finite"; step: number };

/** Dynamics of all T steps; the batch holds one rollout at least. */
export function fitDynamics(batch: RolloutBatch, options: DynamicsOptions, kernels: MixtureKernels): DynamicsResult {
  const { steps: T, stateDim: dX, actionDim: dU } = batch;
  const fitted = kernels.fitConditionals(transitionsOf(batch), { ...options, floor: noiseFloor });
  if (fitted.status !== "ok") return fitted;
  const dynamics = allocateConditionals(T, dX + dU, dX);
  for (const part of ["matrices", "offsets", "covariances"] as const) {
    extend(fitted.conditionals[part], dynamics[part], T);
  }
  return { status: "ok", dynamics };
}

/** The last step has no successor; its dynamics, which never matter, are those of the step before. */
function extend(fitted: Float64Array, all: Float64Array, T: number): void {
  all.set(fitted);
  if (T > 1) all.copyWithin(fitted.length, fitted.length - fitted.length / (T - 1));
}
