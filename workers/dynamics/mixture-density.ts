/**
 * Densities of a Gaussian mixture and its E-step: log π_k + log N(x_i; μ_k, Σ_k) and the responsibilities
 *
 *   r_ki = π_k N(x_i; μ_k, Σ_k) / Σ_j π_j N(x_i; μ_j, Σ_j)     by log-sum-exp.
 */
import { cholesky, logDetFromCholesky } from "../math/cholesky.ts";
import { mahalanobisSquared } from "../math/gaussian.ts";
import type { Mixture } from "./types.ts";

/** A mixture whose covariances are factored. */
export interface FactoredMixture {
  mixture: Mixture;
  /** L_k with Σ_k = L_k L_kᵀ: [K, D, D]. */
  factors: Float64Array;
  /** log π_k − ½ (log|Σ_k| + D log 2π): [K]. */
  logScales: Float64Array;
}

/** Factors all covariances; null where one is not positive definite. */
export function factorMixture(mixture: Mixture): FactoredMixture | null {
  const { components: K, dim: D } = mixture;
  const factors = mixture.covariances.slice();
  const logScales = new Float64Array(K);
  for (let k = 0; k < K; k++) {
    if (!cholesky(factors, k * D * D, D)) return null;
    const logDet = logDetFromCholesky(D, factors, k * D * D);
    logScales[k] = Math.log(mixture.weights[k]) - 0.5 * (logDet + D * Math.log(2 * Math.PI));
  }
  return { mixture, factors, logScales };
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
  factored: FactoredMixture,
  data: Float64Array,
  n: number,
  out: Float64Array,
  scratch: Float64Array,
): number {
  const { components: K, dim: D, means } = factored.mixture;
  for (let k = 0; k < K; k++) {
    mahalanobisSquared(n, D, data, means, k * D, factored.factors, k * D * D, scratch, out, k * n);
    const scale = factored.logScales[k];
    for (let i = k * n; i < (k + 1) * n; i++) out[i] = scale - 0.5 * out[i];
  }
  let total = 0;
  for (let i = 0; i < n; i++) total += normaliseColumn(K, n, i, out);
  return total;
}
