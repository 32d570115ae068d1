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
