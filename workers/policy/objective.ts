/**
 * The policy objective (method section 4), with r_i = target_i − μ(x_i) and W_i = λ_i C_i⁻¹:
 *
 *   L(θ) = Σ_i ½ { tr(Σ(x_i) W_i) − λ_i log|Σ(x_i)| + r_iᵀ W_i r_i }
 *
 * Up to what the policy cannot change it is the divergence from the controllers, weighted by λ:
 *
 *   λ_i D_KL(π(u|x_i) ‖ p(u|x_i)) = ½ { tr(Σ W_i) − λ_i log|Σ| + r_iᵀ W_i r_i + λ_i (log|C_i| − dU) }
 */
import { cholesky, logDetFromCholesky } from "../math/cholesky.ts";
import { quadraticForm } from "../math/symmetric.ts";
import { dot } from "../math/vector.ts";
import type { GaussianPolicy } from "./gaussian-policy.ts";
import type { Lessons } from "./lessons.ts";
import { logDeviations, policyMean } from "./policy-mean.ts";

export interface PolicyObjective {
  /** L(θ) [nat]. */
  total: number;
  /** L(θ) / n [nat]. */
  perSample: number;
  /** Mean of D_KL(π ‖ p) over the samples, weighted by λ [nat]; at least 0. */
  divergence: number;
}

/** NaN throughout where the policy's covariance has no factor. */
export function policyObjective(policy: GaussianPolicy, lessons: Lessons): PolicyObjective {
  const { count, actionDim: dU, targets, groups, precisions, weights, logDeterminants } = lessons;
  const means = policyMean(policy, count, lessons.states);
  const spread = spreadTerms(policy, lessons);
  const r = new Float64Array(dU);
  let [total, constants, weight] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const group = groups[i];
    for (let j = 0; j < dU; j++) r[j] = targets[i * dU + j] - means[i * dU + j];
    total += 0.5 * (spread(i, group) + quadraticForm(dU, precisions, group * dU * dU, r, 0));
    constants += 0.5 * weights[group] * (logDeterminants[group] - dU);
    weight += weights[group];
  }
  return { total, perSample: total / count, divergence: (total + constants) / weight };
}

/** (i, group) ↦ tr(Σ(x_i) W) − λ log|Σ(x_i)|. */
function spreadTerms(policy: GaussianPolicy, lessons: Lessons): (i: number, group: number) => number {
  const { count, actionDim: dU, precisions, weights, states } = lessons;
  const d = logDeviations(policy, count, states);
  if (d === null) {
    const L = policy.covariance.slice();
    const logDet = cholesky(L, 0, dU) ? logDetFromCholesky(dU, L, 0) : Number.NaN;
    return (_, group) => dot(dU * dU, policy.covariance, 0, precisions, group * dU * dU) - weights[group] * logDet;
  }
  return (i, group) => {
    let sum = 0;
    for (let j = 0; j < dU; j++) {
      const log = d[i * dU + j];
      sum += Math.exp(2 * log) * precisions[(group * dU + j) * dU + j] - 2 * weights[group] * log;
    }
    return sum;
  };
}
