/**
 * The numbers that a rollout leaves behind. All arrays are row-major with time first.
 *
 * T control steps, dX states, dU actions, nq generalised positions, nv generalised velocities, L cost terms.
 */

/** How a simulation ended: `ok` when it ran all T steps, `fallen` where the robot fell before, `diverged` where numbers grew absurd. */
export type RolloutStatus = "ok" | "fallen" | "diverged";

export interface Rollout {
  /** Name of the task's condition that it started from. */
  condition: string;
  /** Whose actions it shows. */
  actor: "controller" | "policy";
  status: RolloutStatus;
  /** Steps that were simulated: T when ok. Rows from here on repeat the last one; after a fall the robot rests there. */
  validSteps: number;
  /** [T, dX] state x_t before the action of step t. */
  states: Float64Array;
  /** [T, dU] applied action u_t. */
  actions: Float64Array;
  /** [T, nq] generalised positions, for drawing. */
  positions: Float64Array;
  /** [T, nv] generalised velocities. */
  velocities: Float64Array;
  /** [T, L] weighted cost terms, in the order of the task's description. */
  costs: Float64Array;
  /** Sum of all cost terms over all steps. */
  cost: number;
  /** The task's metric, in its unit. */
  metric: number;
  /** Whether the task's success criterion holds. */
  success: boolean;
}

/** What a local model is fitted to: states [T, dX] and actions [T, dU] of one rollout. */
export type StatesAndActions = Pick<Rollout, "states" | "actions">;

/** The buffers of a rollout's arrays, to be transferred to another thread. */
export function buffersOf(rollout: Rollout): ArrayBuffer[] {
  const { states, actions, positions, velocities, costs } = rollout;
  return [states, actions, positions, velocities, costs].map(({ buffer }) => buffer as ArrayBuffer);
}
