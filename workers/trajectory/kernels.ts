/**
 * The operations that trajectory optimisation is made of, each a whole sweep over time. Shapes are those of ./types.ts.
 *
 * Every call belongs into a scope: results may lie in the kernels' own memory and are lost when the scope ends, so what is
 * to outlive it is copied (`slice`) or reduced to numbers before.
 */
import type { LinearGaussianController } from "../trainer-api.ts";
import type { SurprisalResult } from "./augment-cost.ts";
import type { BackwardPassResult } from "./backward-pass.ts";
import type { ExpectedCost } from "./expected-cost.ts";
import type { ForwardPassResult } from "./forward-pass.ts";
import type { KlDivergenceResult } from "./kl-divergence.ts";
import type { PolicyBackwardPassResult } from "./policy-backward-pass.ts";
import type {
  AugmentedCost,
  Dims,
  GaussianState,
  ImprovementProblem,
  LinearDynamics,
  Marginals,
  PolicyTerm,
  QuadraticCost,
} from "./types.ts";

export interface TrajectoryKernels {
  /** Runs `work` and takes back the memory of all that was placed or computed meanwhile. Scopes may be nested. */
  scope<T>(work: () => T): T;
  /** The same problem where the kernels reach it without copying, until the scope ends. */
  place(problem: ImprovementProblem): ImprovementProblem;
  /** −log p̂(u_t|x_t) as a quadratic of [x_t; u_t]. */
  surprisalOf(previous: LinearGaussianController, dims: Dims): SurprisalResult;
  /** The maximum-entropy LQR of ℓ̃. */
  backwardPass(cost: AugmentedCost, dynamics: LinearDynamics, dims: Dims): BackwardPassResult;
  /** The same with the appendix's policy term, for the states visited; C starts at `covariances`. */
  policyBackwardPass(
    cost: AugmentedCost,
    policy: PolicyTerm,
    visited: Marginals,
    covariances: Float64Array,
    dynamics: LinearDynamics,
    dims: Dims,
  ): PolicyBackwardPassResult;
  /** The trajectory distribution of a controller under the dynamics. */
  forwardPass(
    controller: LinearGaussianController,
    dynamics: LinearDynamics,
    initial: GaussianState,
    dims: Dims,
  ): ForwardPassResult;
  /** D_KL(p‖p̂) under the controller's marginals. */
  klDivergence(
    controller: LinearGaussianController,
    previous: LinearGaussianController,
    marginals: Marginals,
    dims: Dims,
  ): KlDivergenceResult;
  /** E_p[ℓ]. */
  expectedCost(cost: QuadraticCost, marginals: Marginals, dims: Dims): ExpectedCost;
}
