/**
 * Expected quadratic cost under Gaussian marginals (method section 1), for all steps:
 *
 *   E_p[ℓ_t] = c + ŷᵀ ℓ_xu + ½ ŷᵀ ℓ_xuxu ŷ + ½ tr(Σ ℓ_xuxu).
 */
import { dot, entry } from "./lqr-blocks";

/** [T] from c: [T], ℓ_xu: [T, D], ℓ_xuxu: [T, D, D] and the marginals' means [T, D] and covariances [T, D, D]. */
export function lqrExpectedCost(
  T: i32, D: i32,
  constants: usize, gradients: usize, hessians: usize, means: usize, covariances: usize,
  perStep: usize,
): void {
  for (let t = 0; t < T; t++) {
    const y = entry(means, t, 0, D), H = entry(hessians, t, 0, D * D);
    let quadratic = dot(D * D, H, entry(covariances, t, 0, D * D));
    for (let i = 0; i < D; i++) quadratic += load<f64>(entry(y, 0, i, 0)) * dot(D, entry(H, i, 0, D), y);
    const linear = dot(D, entry(gradients, t, 0, D), y);
    store<f64>(entry(perStep, t, 0, 1), load<f64>(entry(constants, t, 0, 1)) + linear + 0.5 * quadratic);
  }
}
