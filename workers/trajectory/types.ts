/**
 * The quantities of trajectory optimisation, time first, row-major. T steps, dX states, dU actions, D = dX + dU;
 * y_t = [x_t; u_t].
 */
import type { LinearGaussianController } from "../trainer-api.ts";

export interface Dims {
  /** T. */
  steps: number;
  /** dX. */
  stateDim: number;
  /** dU. */
  actionDim: number;
}

/** Fitted time-varying dynamics p(x_{t+1}|x_t,u_t) = N(f_xu,t y_t + f_c,t, F_t); the last step's entry is never used. */
export interface LinearDynamics {
  /** f_xu: [T, dX, D]. */
  matrices: Float64Array;
  /** f_c: [T, dX]. */
  offsets: Float64Array;
  /** F: [T, dX, dX]. */
  covariances: Float64Array;
}

/** ℓ_t(y) = c_t + yᵀ ℓ_xu,t + ½ yᵀ ℓ_xuxu,t y in absolute coordinates. */
export interface QuadraticCost {
  /** c: [T]. */
  constants: Float64Array;
  /** ℓ_xu: [T, D]. */
  gradients: Float64Array;
  /** ℓ_xuxu: [T, D, D], symmetric. */
  hessians: Float64Array;
}

/** Distribution of the first state, N(mean, covariance). */
export interface GaussianState {
  /** [dX]. */
  mean: Float64Array;
  /** [dX, dX], positive semidefinite (it is never factored). */
  covariance: Float64Array;
}

/**
 * The policy's part in the objective (method section 3): the policy linearised around the samples,
 * π(u|x) = N(μ^π_x,t x + μ^π_0,t, Σ^π_t), and the weights of its divergence from the controller.
 */
export interface PolicyTerm {
  /** μ^π_x: [T, dU, dX]. */
  gains: Float64Array;
  /** μ^π_0: [T, dU]. */
  offsets: Float64Array;
  /** Σ^π: [T, dU, dU]. */
  covariances: Float64Array;
  /** λ: [T], ≥ 0, in units of the cost per nat. */
  weights: Float64Array;
  /** D_KL(π‖p), as in the appendix, or the reverse, D_KL(p‖π), as in the papers that followed. */
  direction: "appendix" | "reverse";
  /**
   * Where the appendix's divergence is measured: x̂ and S of the samples (what is said of actions is not read), or, where
   * null, those that the new controller is predicted to have, which diverge under an unstable fit.
   */
  visited: Marginals | null;
}

/** What is to be improved: a model of one condition and the controller p̂ that its samples came from. */
export interface ImprovementProblem {
  dims: Dims;
  dynamics: LinearDynamics;
  cost: QuadraticCost;
  previous: LinearGaussianController;
  initial: GaussianState;
  /** null without a policy: section 1 alone. */
  policy: PolicyTerm | null;
}

/** ℓ̃ = (ℓ − η log p̂(u|x)) / (η + ω), told by its parts. */
export interface AugmentedCost {
  /** ℓ. */
  cost: QuadraticCost;
  /** −log p̂. */
  surprisal: QuadraticCost;
  /** η > 0. */
  eta: number;
  /** ω ≥ 0. */
  entropyWeight: number;
}

/** Marginals N(ŷ_t, Σ_t) of y_t = [x_t; u_t] under a controller and dynamics. */
export interface Marginals {
  /** [x̂; û]: [T, D]. */
  means: Float64Array;
  /** Σ: [T, D, D]; its leading block is S_t. */
  covariances: Float64Array;
}

/** A factorisation that does not exist; `step` is the 0-based time step. */
export interface NotPositiveDefinite {
  status: "not-positive-definite";
  step: number;
}

/** Numbers that overflowed or were undefined; `step` is the 0-based time step where they were first seen. */
export interface NotFinite {
  status: "not-finite";
  step: number;
}
