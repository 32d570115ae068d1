/** What every method is to the training loop: a pure step from state to state, and what it comes to. */
import type { Condition } from "../systems/description.ts";
import type { IterationResult, LinearGaussianController, RunResult } from "../trainer-api.ts";
import type { RunConfig } from "./config.ts";

export interface MethodIteration<State> extends Omit<IterationResult, "checkpoint"> {
  status: "ok";
  state: State;
}

export interface StepFailure {
  status: "failed";
  reason: string;
}

/** What the loop knows of any method's state: plain numbers, strings, arrays and typed arrays, and how many iterations are done. */
export interface MethodState {
  iteration: number;
}

/** The controller that a condition's first rollouts are drawn from. */
export type FirstController = (condition: Condition) => LinearGaussianController;

export interface Method<State extends MethodState, Tools> {
  /** @param conditions to train on, one at least */
  initialState(first: FirstController, conditions: readonly Condition[], config: RunConfig): State;
  /** One iteration; numerical failure is a value. */
  step(state: State, config: RunConfig, tools: Tools): Promise<MethodIteration<State> | StepFailure>;
  /** What a run has come to. */
  resultOf(state: State): RunResult;
}
