/**
 * The policy around each step's samples (method section 3, last paragraph), u ~ N(μ^π_x,t x + μ^π_0,t, Σ^π_t).
 *
 * Fitted, as the dynamics are: the policy is evaluated at the sampled states, and the Gaussian of z = [x; μ(x)] with its
 * mixture prior is conditioned on x. That of (x, u) under the policy has the same conditional mean, and the covariance
 *
 *   Σ^π_t = mean of Σ(x_i) + R_t,
 *
 * where R_t is what the fit leaves of μ. In tr(C⁻¹ Σ^π) it stands for the mismatch of μ that no linear controller can
 * follow, and belongs there; a precision (Σ^π)⁻¹ is the policy's own without it.
 *
 * Or the derivative at the samples' mean: μ^π_x = ∂μ/∂x(x̄), μ^π_0 = μ(x̄) − μ^π_x x̄, Σ^π = Σ(x̄), exact there.
 */
import type { MixtureKernels, RegressionOptions } from "../dynamics/kernels.ts";
import type { StepPoints } from "../dynamics/points.ts";
import type { RolloutBatch } from "../dynamics/types.ts";
import { gemmNN } from "../math/gemm.ts";
import { allFinite, axpy, copy } from "../math/vector.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { PolicyOptions } from "./config.ts";
import type { GaussianPolicy } from "./gaussian-policy.ts";
import { policyJacobian } from "./policy-jacobian.ts";
import { policyCovariance, policyMean } from "./policy-mean.ts";

export type LinearisationOptions = Pick<PolicyOptions, "linearisation" | "linearisationResidual"> &
  Omit<RegressionOptions, "floor">;

/** μ^π_x: [T, dU, dX] are the gains, μ^π_0: [T, dU] the offsets, Σ^π: [T, dU, dU] the covariances. */
export type LinearisationResult =
  | { status: "ok"; linear: LinearGaussianController }
  | { status: "not-positive-definite"; step: number }
  | { status: "not-finite"; step: number };

/** @param batch rollouts around which the policy is linearised, one at least; their states count */
export function linearisePolicy(
  policy: GaussianPolicy,
  batch: RolloutBatch,
  options: LinearisationOptions,
  kernels: MixtureKernels,
): LinearisationResult {
  return options.linearisation === "fit" ? fitted(policy, batch, options, kernels) : derived(policy, batch);
}

function fitted(
  policy: GaussianPolicy,
  batch: RolloutBatch,
  { linearisationResidual, prior, ridge, strengths }: LinearisationOptions,
  kernels: MixtureKernels,
): LinearisationResult {
  const points = policyPoints(policy, batch);
  const result = kernels.fitConditionals(points, { prior, ridge, strengths, floor: 0 });
  if (result.status !== "ok") return result;
  const { matrices, offsets, covariances } = result.conditionals;
  const own = ownCovariances(policy, batch);
  if (linearisationResidual) axpy(own.length, 1, covariances, 0, own, 0);
  return { status: "ok", linear: { gains: matrices, offsets, covariances: own } };
}

/** z = [x_t; μ(x_t)] of every step. */
function policyPoints(policy: GaussianPolicy, { states, samples, steps, stateDim: dX }: RolloutBatch): StepPoints {
  const means = policyMean(policy, samples * steps, states);
  const dU = policy.scaling.offset.length;
  return {
    samples,
    steps,
    givenDim: dX,
    explainedDim: dU,
    copyPoint(sample, t, target, offset) {
      const row = sample * steps + t;
      copy(dX, states, row * dX, target, offset);
      copy(dU, means, row * dU, target, offset + dX);
    },
  };
}

/** The mean of Σ(x_i,t) over the samples: [T, dU, dU]. */
function ownCovariances(policy: GaussianPolicy, { states, samples: N, steps: T, stateDim: dX }: RolloutBatch) {
  const size = policy.covariance.length;
  const all = new Float64Array(T * size);
  for (let t = 0; t < T; t++) {
    if (policy.deviations === null) {
      all.set(policy.covariance, t * size);
      continue;
    }
    for (let i = 0; i < N; i++) {
      const row = (i * T + t) * dX;
      axpy(size, 1 / N, policyCovariance(policy, states.subarray(row, row + dX)), 0, all, t * size);
    }
  }
  return all;
}

function derived(policy: GaussianPolicy, batch: RolloutBatch): LinearisationResult {
  const { steps: T, stateDim: dX } = batch;
  const dU = policy.scaling.offset.length;
  const linear: LinearGaussianController = {
    gains: new Float64Array(T * dU * dX),
    offsets: new Float64Array(T * dU),
    covariances: new Float64Array(T * dU * dU),
  };
  for (let t = 0; t < T; t++) {
    const x = meanState(batch, t);
    const J = policyJacobian(policy, x);
    linear.gains.set(J, t * dU * dX);
    linear.offsets.set(policyMean(policy, 1, x), t * dU);
    // μ^π_0 = μ(x̄) − J x̄
    gemmNN(dU, 1, dX, -1, J, 0, x, 0, 1, linear.offsets, t * dU);
    linear.covariances.set(policyCovariance(policy, x), t * dU * dU);
    if (!allFinite(dU, linear.offsets, t * dU)) return { status: "not-finite", step: t };
  }
  return { status: "ok", linear };
}

/** x̄_t: [dX]. */
function meanState({ states, samples: N, steps: T, stateDim: dX }: RolloutBatch, t: number): Float64Array {
  const mean = new Float64Array(dX);
  for (let i = 0; i < N; i++) axpy(dX, 1 / N, states, (i * T + t) * dX, mean, 0);
  return mean;
}
