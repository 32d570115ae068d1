/** What a client draws of an iteration: arrays as they cross the socket. */
import type { Rollout, RolloutStatus } from "../../workers/rollout.ts";

/** One rollout as the window draws it: f32, row-major, time first. */
export interface RolloutDrawing {
  sample: number;
  /** Name of the task's condition that it started from. */
  condition: string;
  /** Whose actions it shows. */
  actor: Rollout["actor"];
  status: RolloutStatus;
  validSteps: number;
  cost: number;
  metric: number;
  success: boolean;
  /** [T, nq] generalised positions. */
  positions: Float32Array;
  /** [T, nv] generalised velocities. */
  velocities: Float32Array;
  /** [T, dU] actions. */
  actions: Float32Array;
  /** [T, L] cost terms in the order of the task's description. */
  costs: Float32Array;
}

/** A linear-Gaussian controller u = K_t x + k_t + N(0, C_t): gains [T, dU, dX], offsets [T, dU], covariances [T, dU, dU]. */
export interface ControllerArrays {
  gains: Float64Array;
  offsets: Float64Array;
  covariances: Float64Array;
}

/** What an iteration has beside its drawings, asked for when somebody wants to see it. */
export interface IterationSignals {
  /** [T, dX] states of each rollout, by sample. */
  states: Float32Array[];
  /** The controllers that the rollouts were drawn from, by condition, and what the next iteration's became. */
  controllers: { condition: string; now: ControllerArrays; next: ControllerArrays | null }[];
  /**
   * e_t: [T] one-step error of the model that its controller was made under, of each rollout, by sample, in multiples of what a
   * step usually changes [1]; NaN where no step follows. null where no model foretold the rollout.
   */
  modelErrors: (Float32Array | null)[];
}

/** What the physics says of a rollout: f32, row-major. */
export interface RolloutPhysics {
  /** [T, 3] centre of mass of all that can move [m]. */
  centres: Float32Array;
  /** [C, 7] of each contact that bears a force: step, point [m], force on the body that moves [N]. */
  contacts: Float32Array;
}
