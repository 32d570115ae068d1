/**
 * What the method needs of a robot task beside its description.
 *
 * The state of every system is x = [generalised positions; generalised velocities] of its MuJoCo model.
 */

import type { Simulation } from "../physics/simulation.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { BodyForces } from "./body-forces.ts";
import type { CostTerm } from "./costs/cost-term.ts";
import type { Condition, TaskDescription } from "./description.ts";

/** A rollout as a metric sees it. */
export interface Trace {
  /** Steps with valid numbers. */
  steps: number;
  /** Steps that it was to run. */
  horizon: number;
  /** [horizon, dX] states. */
  states: Float64Array;
  /** [horizon, 3] positions of the end effector [m]. */
  tips: Float64Array;
  /** [3] position of the end effector's goal [m]; NaN for a task without one. */
  goal: Float64Array;
}

export interface System {
  description: TaskDescription;
  /** Physics steps in a control step. */
  substeps: number;
  /** In the order of the description's cost terms. */
  costTerms: readonly CostTerm[];
  /** Forces beside MuJoCo's own. */
  forces: BodyForces | null;
  /** Whether a robot in this state [dX] has fallen, which ends the rollout; null for one that cannot fall. */
  fallen: ((state: Float64Array) => boolean) | null;
  /** The controller that a condition's first rollouts are drawn from where there is no demonstration. */
  initialController(condition: Condition): LinearGaussianController;
  /** A first controller fitted to a demonstration in the simulator; null for a task that has none. */
  demonstration: ((simulation: Simulation) => LinearGaussianController) | null;
  /** The task's metric in its unit. */
  metric(trace: Trace): number;
  succeeded(metric: number): boolean;
}
