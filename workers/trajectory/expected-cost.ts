/**
 * Expected quadratic cost under Gaussian marginals (method section 1):
 *
 *   E_p[ℓ_t] = c + ŷᵀ ℓ_xu + ½ ŷᵀ ℓ_xuxu ŷ + ½ tr(Σ ℓ_xuxu).
 */
import { quadraticForm } from "../math/symmetric.ts";
import { dot } from "../math/vector.ts";
import type { Dims, Marginals, QuadraticCost } from "./types.ts";

export interface ExpectedCost {
  total: number;
  /** [T]. */
  perStep: Float64Array;
}

/** E_p[ℓ] in the cost's unit; finite wherever cost and marginals are moderate, and not checked here. */
export function expectedCost(cost: QuadraticCost, marginals: Marginals, dims: Dims): ExpectedCost {
  const D = dims.stateDim + dims.actionDim;
  const perStep = new Float64Array(dims.steps);
  let total = 0;
  for (let t = 0; t < dims.steps; t++) {
    const linear = dot(D, cost.gradients, t * D, marginals.means, t * D);
    const quadratic = quadraticForm(D, cost.hessians, t * D * D, marginals.means, t * D);
    const spread = dot(D * D, cost.hessians, t * D * D, marginals.covariances, t * D * D);
    const value = cost.constants[t] + linear + 0.5 * quadratic + 0.5 * spread;
    perStep[t] = value;
    total += value;
  }
  return { total, perStep };
}
