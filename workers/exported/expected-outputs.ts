/** What an exported file should say in many states: computed in single precision, and in double. */

import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import { logDeviations, policyMean } from "../policy/policy-mean.ts";
import type { TaskDescription } from "../systems/description.ts";
import type { Actor } from "../trainer-api.ts";
import type { AskedStates } from "./asked-states.ts";
import type { ActorOutputs } from "./contract.ts";
import { nativeMean } from "./native-actor.ts";
import { controllerInSingle, type MeanAndStd, policyInSingle } from "./single-precision.ts";

/** @param observations o: [n, dO] in single precision */
export function outputsInSingle(
  actor: Actor,
  { count, timeSteps }: AskedStates,
  observations: Float32Array,
  { actions }: TaskDescription,
): ActorOutputs {
  const outputs =
    actor.kind === "policy"
      ? policyInSingle(actor.policy, count, observations)
      : controllerInSingle(actor.controller, observations, timeSteps);
  return withAction(outputs, actions);
}

/** What this project computes in double precision, rounded at the end only. */
export function outputsInDouble(actor: Actor, asked: AskedStates, { actions }: TaskDescription): ActorOutputs {
  const outputs =
    actor.kind === "policy" ? policyInDouble(actor.policy, asked) : controllerInDouble(actor, asked, actions.length);
  return withAction(outputs, actions);
}

function policyInDouble(policy: GaussianPolicy, { count, states }: AskedStates): MeanAndStd {
  const mean = policyMean(policy, count, states);
  const d = logDeviations(policy, count, states);
  const dU = policy.scaling.offset.length;
  const std = d?.map(Math.exp) ?? mean.map((_, i) => Math.sqrt(policy.covariance[(i % dU) * (dU + 1)]));
  return { mean: Float32Array.from(mean), std: Float32Array.from(std) };
}

function controllerInDouble(
  actor: Extract<Actor, { kind: "controller" }>,
  { count, states, timeSteps }: AskedStates,
  dU: number,
): MeanAndStd {
  const mean = nativeMean(actor);
  const [dX, u] = [states.length / count, new Float64Array(dU)];
  const means = new Float32Array(count * dU);
  for (let i = 0; i < count; i++) {
    mean(timeSteps[i], states.subarray(i * dX, (i + 1) * dX), u);
    means.set(u, i * dU);
  }
  const { covariances } = actor.controller;
  const rowOf = (i: number) => timeSteps[Math.floor(i / dU)] * dU + (i % dU);
  const std = means.map((_, i) => Math.sqrt(covariances[rowOf(i) * dU + (i % dU)]));
  return { mean: means, std };
}

/** action = mean within its limits. */
function withAction({ mean, std }: MeanAndStd, actions: TaskDescription["actions"]): ActorOutputs {
  const action = mean.map((value, i) => {
    const [low, high] = actions[i % actions.length].range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    return Math.min(high, Math.max(low, value));
  });
  return { mean, std, action };
}
