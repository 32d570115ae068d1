/** N rollouts of T steps with dX states and dU actions, sample-major, then time, row-major. */
export interface RolloutBatch {
  /** [N, T, dX]. */
  states: Float64Array;
  /** [N, T, dU]. */
  actions: Float64Array;
  samples: number;
  steps: number;
  stateDim: number;
  actionDim: number;
}

/** p(b|a) = N(A a + c, R) at each of several steps, with dA numbers given and dB explained. */
export interface Conditionals {
  /** A: [steps, dB, dA]. */
  matrices: Float64Array;
  /** c: [steps, dB]. */
  offsets: Float64Array;
  /** R: [steps, dB, dB]. */
  covariances: Float64Array;
}

/** Plain numbers: a mixture can be put into a checkpoint as it is. */
export interface Mixture {
  /** K. */
  components: number;
  /** D. */
  dim: number;
  /** π: [K], sums to 1. */
  weights: Float64Array;
  /** μ: [K, D]. */
  means: Float64Array;
  /** Σ: [K, D, D], symmetric positive definite. */
  covariances: Float64Array;
  /** Log-likelihood of the data it was fitted to [nat]: of the starting mixture if there was one, then after each M-step. */
  logLikelihoods: number[];
}
