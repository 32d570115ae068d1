/** What every method is to the training loop: a pure step from state to state, and the controller that it comes to. */
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import type { Rollout } from "../rollout.ts";
import type { IterationNumbers, LinearGaussianController, PolicyChoice } from "../trainer-api.ts";
import type { RunConfig } from "./config.ts";

export interface MethodIteration<State> {
  status: "ok";
  state: State;
  numbers: IterationNumbers;
  rollouts: Rollout[];
  /** The controller that the rollouts were drawn from. */
  controller: LinearGaussianController;
}

export interface StepFailure {
  status: "failed";
  reason: string;
}

/** What the loop knows of any method's state: plain numbers, strings, arrays and typed arrays, and how many iterations are done. */
export interface MethodState {
  iteration: number;
}

export interface Method<State extends MethodState, Tools> {
  /** @param controller to draw the first rollouts from */
  initialState(controller: LinearGaussianController, config: RunConfig): State;
  /** One iteration; numerical failure is a value. */
  step(state: State, config: RunConfig, tools: Tools): Promise<MethodIteration<State> | StepFailure>;
  /** The controller that a run has come to. */
  resultOf(state: State): LinearGaussianController;
  /** The policy that it shows for a run, or the last one that it has learnt; null while there is none. */
  policyOf(state: State, which: PolicyChoice): GaussianPolicy | null;
}
