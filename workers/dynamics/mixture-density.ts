/**
 * Densities of a Gaussian mixture and its E-step: log π_k + log N(x_i; μ_k, Σ_k) and the responsibilities
 *
 *   r_ki = π_k N(x_i; μ_k, Σ_k) / Σ_j π_j N(x_i; μ_j, Σ_j)     by log-sum-exp.
 */
import { cholesky, logDetFromCholesky } from "../math/cholesky.ts";
import { mahalanobisSquared } from "../math/gaussian.ts";
import type { Mixture } from "./types.ts";

/** The covariances' factors of a mixture of K components over D variables. */
export interface MixtureFactors {
  /** L_k with Σ_k = L_k L_kᵀ: [K, D, D]. */
  factors: Float64Array;
  /** log π_k − ½ (log|Σ_k| + D log 2π): [K]. */
  logScales: Float64Array;
}

export function emptyFactors(K: number, D: number): MixtureFactors {
  return { factors: new Float64Array(K * D * D), logScales: new Float64Array(K) };
}

/** Overwrites `out` with the factors of all covariances; false where one is not positive definite. */
export function factorMixture(mixture: Mixture, { factors, logScales }: MixtureFactors): boolean {
  const { components: K, dim: D } = mixture;
  factors.set(mixture.covariances);
  for (let k = 0; k < K; k++) {
    if (!cholesky(factors, k * D * D, D)) return false;
    logScales[k] = logScaleOf(mixture.weights[k], D, logDetFromCholesky(D, factors, k * D * D));
  }
  return true;
}

/** log π_k − ½ (log|Σ_k| + D log 2π). */
export function logScaleOf(weight: number, D: number, logDet: number): number {
  return Math.log(weight) - 0.5 * (logDet + D * Math.log(2 * Math.PI));
}

/** Turns column i of `logJoint`: [K, n] into responsibilities in place and returns the point's log-likelihood. */
function normaliseColumn(K: number, n: number, i: number, logJoint: Float64Array): number {
  let largest = -Infinity;
  for (let k = 0; k < K; k++) largest = Math.max(largest, logJoint[k * n + i]);
  let sum = 0;
  for (let k = 0; k < K; k++) {
    const term = Math.exp(logJoint[k * n + i] - largest);
    logJoint[k * n + i] = term;
    sum += term;
  }
  for (let k = 0; k < K; k++) logJoint[k * n + i] /= sum;
  return largest + Math.log(sum);
}

/**
 * Writes the responsibilities of n points, data: [n, D], into out: [K, n] and returns the log-likelihood of all points
 * [nat], which is not finite where the data are not. `scratch` holds D numbers.
 */
export function responsibilities(
  mixture: Mixture,
  { factors, logScales }: MixtureFactors,
  data: Float64Array,
  n: number,
  out: Float64Array,
  scratch: Float64Array,
): number {
  const { components: K, dim: D, means } = mixture;
  for (let k = 0; k < K; k++) {
    mahalanobisSquared(n, D, data, means, k * D, factors, k * D * D, scratch, out, k * n);
    const scale = logScales[k];
    for (let i = k * n; i < (k + 1) * n; i++) out[i] = scale - 0.5 * out[i];
  }
  let total = 0;
  for (let i = 0; i < n; i++) total += normaliseColumn(K, n, i, out);
  return total;
}
