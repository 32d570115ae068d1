/**
 * The policy's part in the update of a controller (method sections 3 and 5): the policy linearised around p̂'s samples, its
 * weights, and what becomes of them,
 *
 *   λ_t ← min( λ_max, g λ_t + α D_KL,t )
 */
import type { MixtureKernels } from "../dynamics/kernels.ts";
import type { Mixture } from "../dynamics/mixture.ts";
import type { RolloutBatch } from "../dynamics/types.ts";
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import { linearisePolicy } from "../policy/linearise.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { TrajectoryKernels } from "../trajectory/kernels.ts";
import { policyDivergence } from "../trajectory/policy-divergence.ts";
import { sampledMarginals } from "../trajectory/sampled-marginals.ts";
import type { Dims, Marginals, PolicyTerm } from "../trajectory/types.ts";
import type { MethodOptions } from "./config.ts";
import type { StepFailure } from "./method.ts";
import type { PolicySearchOptions } from "./policy-search-config.ts";

/** @param prior mixture over (x, μ(x)), or null for a ridge regression at each step */
export function policyTermOf(
  policy: GaussianPolicy,
  batch: RolloutBatch,
  weights: Float64Array,
  prior: Mixture | null,
  options: MethodOptions,
  kernels: MixtureKernels,
): { status: "ok"; term: PolicyTerm } | StepFailure {
  const { linearisation, linearisationResidual, ridge } = options;
  const strengths = { mean: options.priorMean, scatter: options.priorCovariance };
  const settings = { linearisation, linearisationResidual, prior, ridge, strengths };
  const linearised = linearisePolicy(policy, batch, settings, kernels);
  if (linearised.status !== "ok") {
    const problem = linearised.status.replaceAll("-", " ");
    return { status: "failed", reason: `the policy linearised at step ${linearised.step + 1} is ${problem}` };
  }
  const visited = options.visits === "sampled" ? sampledMarginals(batch) : null;
  return { status: "ok", term: { ...linearised.linear, weights, direction: options.policyTerm, visited } };
}

/** D_KL,t: [T] between the policy and a new controller; null where it is not finite. */
export function divergencePerStep(
  controller: LinearGaussianController,
  term: PolicyTerm,
  visited: Marginals,
  dims: Dims,
  kernels: TrajectoryKernels,
): Float64Array | null {
  return kernels.scope(() => {
    const divergence = policyDivergence(controller, term, visited, dims, kernels);
    return divergence.status === "ok" ? divergence.perStep.slice() : null;
  });
}

/** λ: [T] after an update; without a divergence it stays. */
export function raisedWeights(
  weights: Float64Array,
  divergence: Float64Array | null,
  { weightGrowth, weightStep, weightMax }: PolicySearchOptions,
): Float64Array {
  if (divergence === null) return weights;
  return weights.map((lambda, t) => Math.min(weightMax, weightGrowth * lambda + weightStep * divergence[t]));
}
