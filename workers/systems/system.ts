/**
 * What the method needs of a robot task beside its description.
 *
 * The state of every system is x = [generalised positions; generalised velocities] of its MuJoCo model.
 */
import type { LinearGaussianController } from "../trainer-api.ts";
import type { CostTerm } from "./costs/cost-term.ts";
import type { TaskDescription } from "./description.ts";

/** A rollout as a metric sees it. */
export interface Trace {
  /** Steps with valid numbers. */
  steps: number;
  /** [steps, dX] states. */
  states: Float64Array;
  /** [steps, 3] positions of the end effector [m]. */
  tips: Float64Array;
}

export interface System {
  description: TaskDescription;
  /** Physics steps in a control step. */
  substeps: number;
  /** In the order of the description's cost terms. */
  costTerms: readonly CostTerm[];
  /** The controller that the first rollouts are drawn from. */
  initialController(): LinearGaussianController;
  /** The task's metric in its unit. */
  metric(trace: Trace): number;
  succeeded(metric: number): boolean;
}
