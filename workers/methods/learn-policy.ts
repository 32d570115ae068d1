/**
 * The policy step of an iteration (method sections 4 and 5): the states of recent iterations, relabelled by the controllers
 * that were sampled and borne out, teach the policy, which goes on from the last one.
 */
import { streamFromState } from "../math/random.ts";
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import { initialPolicy } from "../policy/initial-policy.ts";
import type { NetworkKernels } from "../policy/kernels.ts";
import { relabel, type Teacher, type VisitedStates } from "../policy/lessons.ts";
import { type TrainingReport, trainPolicy } from "../policy/train-policy.ts";
import type { Rollout } from "../rollout.ts";
import { actionLimits } from "../systems/action-limits.ts";
import type { TaskDescription } from "../systems/description.ts";
import { batchOf } from "./batch.ts";
import type { MethodOptions } from "./config.ts";
import type { StepFailure } from "./method.ts";

/** The window of visited states with an iteration's rollouts: [iteration][condition], oldest first. */
export function recentVisits(
  window: readonly VisitedStates[][],
  rollouts: readonly Rollout[],
  description: TaskDescription,
  { relabelWindow }: MethodOptions,
): VisitedStates[][] {
  const sane = rollouts.filter(({ status }) => status !== "diverged");
  const validSteps = sane.map((rollout) => rollout.validSteps);
  const visited = [{ condition: 0, states: batchOf(sane, description).states, validSteps }];
  return [...window, visited].slice(-relabelWindow);
}

/**
 * @param last the policy to go on from; null where there is none yet
 * @param random state of a stream for the first policy's parameters
 */
export function learnPolicy(
  last: GaussianPolicy | null,
  visited: readonly VisitedStates[][],
  teachers: readonly Teacher[],
  random: readonly number[],
  options: MethodOptions,
  description: TaskDescription,
  kernels: NetworkKernels,
): { status: "ok"; policy: GaussianPolicy; report: TrainingReport } | StepFailure {
  const limits = options.clipTargets ? actionLimits(description) : null;
  const taught = relabel(visited.flat(), teachers, { stride: options.policyStride, limits });
  if (taught.status !== "ok") {
    const problem = taught.status.replaceAll("-", " ");
    return { status: "failed", reason: `the policy's lessons at step ${taught.step + 1} are ${problem}` };
  }
  const { lessons } = taught;
  const start = last ?? initialPolicy(options, description.observation, lessons, streamFromState(random));
  const trained = trainPolicy(start, lessons, options, kernels);
  if (trained.status === "ok") return trained;
  return { status: "failed", reason: `the policy cannot be trained: ${whyNot[trained.status]}` };
}

const whyNot = {
  "no-weight": "no lesson has any weight; try a first weight above 0",
  "not-finite": "its loss is not finite",
};
