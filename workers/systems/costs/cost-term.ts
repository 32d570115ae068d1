/**
 * One additive term of a task's cost ℓ(x, u) and its second-order expansion.
 *
 * Terms are functions of the state x = [positions; velocities], the action u the position of the end effector and its goal.
 */

/** What a term may look at in one time step; the arrays are reused from step to step. */
export interface CostPoint {
  /** x: [dX] positions, then velocities. */
  state: Float64Array;
  /** u: [dU]. */
  action: Float64Array;
  /** p: [3] world position of the end effector [m]. */
  tip: Float64Array;
  /** p*: [3] world position of the goal [m]; NaN for a task without one. */
  goal: Float64Array;
  /** J = ∂p/∂q: [3, dX/2]; valid in `expand` only. */
  tipJacobian: Float64Array;
}

export interface CostTerm {
  /** Weighted value of the term. */
  value(point: CostPoint): number;
  /**
   * Adds ∂ℓ/∂y to `gradient` [D] and ∂²ℓ/∂y² to `hessian` [D, D], y = [x; u], D = dX + dU. Terms of a distance use the
   * Gauss–Newton approximation, which leaves out the curvature of p(q), so the Hessian stays positive semidefinite.
   */
  expand(point: CostPoint, gradient: Float64Array, hessian: Float64Array): void;
}
