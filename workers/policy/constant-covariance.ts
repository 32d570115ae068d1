/**
 * The best covariance that is the same in every state (method section 4): it minimises
 * Σ_i ½ { tr(Σ W_i) − λ_i log|Σ| }, where the gradient ½ { Σ_i W_i − Σ_i λ_i Σ⁻¹ } vanishes,
 *
 *   Σ = (Σ_i W_i / Σ_i λ_i)⁻¹,   W_i = λ_i C_i⁻¹.
 */
import { cholesky, inverseFromCholesky } from "../math/cholesky.ts";
import { axpy } from "../math/vector.ts";
import type { Lessons } from "./lessons.ts";

/** Σ: [dU, dU], or null where the lessons have no weight. */
export function constantCovariance({ actionDim: dU, groups, precisions, weights }: Lessons): Float64Array | null {
  const size = dU * dU;
  const sum = new Float64Array(size);
  let weight = 0;
  for (const group of groups) {
    axpy(size, 1, precisions, group * size, sum, 0);
    weight += weights[group];
  }
  const factor = sum.map((value) => value / weight);
  if (!cholesky(factor, 0, dU)) return null;
  const covariance = new Float64Array(size);
  inverseFromCholesky(dU, factor, 0, covariance, 0);
  return covariance;
}
