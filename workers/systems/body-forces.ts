/** Forces that act on a system beside MuJoCo's own: water, muscles, the pressure of a hydrostat. */

/**
 * Forces as functions of the state alone, so that their laws can be tested without a simulator. They are applied around
 * MuJoCo's step, once in each physics step.
 */
export interface BodyForces {
  /** Whether the actions work through these forces, in place of motors of the model. */
  takesActions: boolean;
  /**
   * Overwrites `out`: [nv] with the generalised forces [N, N·m] at positions [nq] [m, rad] and velocities [nv] [m/s, rad/s]
   * under `action` [dU], for a physics step of `timestep` [s].
   */
  generalised(
    positions: Float64Array,
    velocities: Float64Array,
    action: Float64Array,
    timestep: number,
    out: Float64Array,
  ): void;
}
