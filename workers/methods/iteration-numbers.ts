/** The scalars of an iteration over all of its conditions. */
import type { Rollout } from "../rollout.ts";
import type { ConditionNumbers, IterationNumbers, PolicyNumbers } from "../trainer-api.ts";
import type { Verdict } from "./judge.ts";
import { type ModelErrors, overall } from "./model-errors.ts";
import { conditionNumbers, type Stopwatch, summarise } from "./summary.ts";
import type { Update } from "./update-candidates.ts";

interface Done {
  iteration: number;
  /** Simulated so far. */
  rollouts: number;
  /** Of each condition. */
  drawn: readonly Rollout[][];
  verdicts: readonly Verdict[];
  updates: readonly Update[];
  policy: PolicyNumbers | null;
  errors: ModelErrors;
  watch: Stopwatch;
}

/** Costs and metrics over all rollouts; divergence, multiplier and step size as means over the conditions. */
export function iterationNumbers(done: Done): IterationNumbers {
  const { iteration, rollouts, drawn, verdicts, updates, policy, errors, watch } = done;
  const conditions = updates.map(({ track, kl }, i): ConditionNumbers => {
    return conditionNumbers(track.condition.name, verdicts[i].summary, kl);
  });
  return {
    iteration,
    rollouts,
    ...summarise(drawn.flat()),
    accepted: verdicts.every(({ accepted }) => accepted),
    kl: mean(updates.map(({ kl }) => kl)),
    eta: mean(updates.map(({ track }) => track.eta)),
    stepSize: mean(updates.map(({ track }) => track.stepSize)),
    seconds: watch.total(),
    phases: watch.laps(),
    conditions,
    policy,
    modelError: overall(errors),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
