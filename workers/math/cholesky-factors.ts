/** Cholesky factors of a stack of covariances. */
import { cholesky } from "./cholesky.ts";

/**
 * L_t L_tᵀ = C_t for each of `count` matrices. A matrix without a factor (not positive definite, not finite) gives a
 * factor of NaN, which a rollout reports as diverged.
 * @param covariances [count, n, n]
 * @returns [count, n, n] lower triangular
 */
export function choleskyFactors(covariances: Float64Array, count: number): Float64Array {
  const size = covariances.length / count;
  const n = Math.round(Math.sqrt(size));
  const factors = covariances.slice();
  for (let t = 0; t < count; t++) {
    if (!cholesky(factors, t * size, n)) factors.fill(Number.NaN, t * size, (t + 1) * size);
  }
  return factors;
}
