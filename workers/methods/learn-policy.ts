/**
 * The policy step of an iteration (method sections 4 and 5): the states of recent iterations, relabelled by the controllers
 * that were sampled and borne out, teach the policy, which goes on from the last one.
 */
import { streamFromState } from "../math/random.ts";
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import { initialPolicy } from "../policy/initial-policy.ts";
import type { NetworkKernels } from "../policy/kernels.ts";
import type { VisitedStates } from "../policy/lesson-places.ts";
import { relabel, type Teacher } from "../policy/lessons.ts";
import { type TrainingReport, trainPolicy } from "../policy/train-policy.ts";
import type { Rollout } from "../rollout.ts";
import { actionLimits } from "../systems/action-limits.ts";
import type { TaskDescription } from "../systems/description.ts";
import type { System } from "../systems/system.ts";
import { batchOf, meanPath } from "./batch.ts";
import type { MethodOptions } from "./config.ts";
import type { GpsState } from "./gps-state.ts";
import type { Verdict } from "./judge.ts";
import type { StepFailure } from "./method.ts";
import { incumbentOf } from "./trust-region.ts";

/** What rollouts have visited in the task's time, by condition. @param rollouts of each condition */
export function visitsOf(
  rollouts: readonly Rollout[][],
  by: VisitedStates["by"],
  description: TaskDescription,
): VisitedStates[] {
  return rollouts.map((drawn, condition) => {
    const sane = drawn.filter(({ status }) => status !== "diverged");
    const validSteps = sane.map((rollout) => Math.min(rollout.validSteps, description.steps));
    return { condition, by, states: batchOf(sane, description).states, validSteps };
  });
}

export interface LearntPolicy {
  status: "ok";
  policy: GaussianPolicy;
  report: TrainingReport;
}

/**
 * θ ← argmin L(θ), from the last policy where there is one, with the incumbents as the teachers.
 * @param random state of a stream for the first policy's parameters
 */
export function learnPolicy(
  { policies, tracks }: GpsState,
  verdicts: readonly Verdict[],
  visited: readonly VisitedStates[][],
  random: readonly number[],
  options: MethodOptions,
  { system: { description }, kernels }: { system: System; kernels: { network: NetworkKernels } },
): LearntPolicy | StepFailure {
  const teachers = tracks.map(({ weights }, i): Teacher => {
    const { controller, batch } = incumbentOf(verdicts[i].region);
    const lead = i === 0 ? options.leadWeight : 1;
    return { controller, weights: leading(weights, lead, options.leadTime / description.dt), path: meanPath(batch) };
  });
  const limits = options.clipTargets ? actionLimits(description) : null;
  const taught = relabel(visited.flat(), teachers, {
    stride: options.policyStride,
    spacing: options.policySpacing,
    limits,
  });
  if (taught.status !== "ok") {
    const problem = taught.status.replaceAll("-", " ");
    return { status: "failed", reason: `the policy's lessons at step ${taught.step + 1} are ${problem}` };
  }
  const { lessons } = taught;
  const start = policies?.last ?? initialPolicy(options, description.observation, lessons, streamFromState(random));
  const trained = trainPolicy(start, lessons, options, kernels.network);
  if (trained.status === "ok") return trained;
  return { status: "failed", reason: `the policy cannot be trained: ${whyNot[trained.status]}` };
}

/**
 * λ of the condition that leads, in the policy's loss alone: (1 + (w − 1) e^(−t/τ)) λ_t. A policy that does not know in which
 * condition it is can only go the mean of all their ways at first, which leads nowhere where they fork; so it begins as the
 * first of them does, and learns from the others how to go on from there.
 * @param lead w
 * @param time τ, in steps
 */
export function leading(weights: Float64Array, lead: number, time: number): Float64Array {
  return lead === 1 ? weights : weights.map((lambda, t) => (1 + (lead - 1) * Math.exp(-t / time)) * lambda);
}

const whyNot = {
  "no-weight": "no lesson has any weight; try a first weight above 0",
  "not-finite": "its loss is not finite",
};
