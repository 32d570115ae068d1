/**
 * The divergence between policy and controller in the policy term's direction (method section 3), expected under given
 * states, for each step [nat]:
 *
 *   appendix   D_KL( p(x_t) π(u_t|x_t) ‖ p(x_t, u_t) )         reverse   D_KL( p(x_t, u_t) ‖ p(x_t) π(u_t|x_t) )
 *
 * p(x_t) cancels: it is the expected divergence of two linear-Gaussian controllers. Its weighted sum is the policy's part
 * in the objective; λ_t is raised by it.
 */
import type { LinearGaussianController } from "../trainer-api.ts";
import type { TrajectoryKernels } from "./kernels.ts";
import type { KlDivergenceResult } from "./kl-divergence.ts";
import type { Dims, Marginals, PolicyTerm } from "./types.ts";

/** @param marginals of which the means and covariances of the states are read */
export function policyDivergence(
  controller: LinearGaussianController,
  policy: PolicyTerm,
  marginals: Marginals,
  dims: Dims,
  kernels: Pick<TrajectoryKernels, "klDivergence">,
): KlDivergenceResult {
  return policy.direction === "appendix"
    ? kernels.klDivergence(policy, controller, marginals, dims)
    : kernels.klDivergence(controller, policy, marginals, dims);
}
