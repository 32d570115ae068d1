/**
 * Which of a run's policies to show. Success may swing from iteration to iteration while every divergence falls, so each
 * policy is tried without noise from the same starts, and the best is kept: the fewest falls, then the lowest mean cost.
 */
import { jumpedStreams, streamFromSeed } from "../math/random.ts";
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import type { Rollout } from "../rollout.ts";
import type { RunConfig } from "./config.ts";
import { type Summary, summarise } from "./summary.ts";
import type { Track } from "./track.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";

/** The cost is that of the task's time, so that it stands beside the controllers': of a longer rollout, the mean over it. */
export interface Validation extends Pick<Summary, "cost" | "metric" | "success"> {
  rollouts: number;
  /** Rollouts that fell or diverged. */
  failures: number;
}

/** A validation with what it is judged by: the rollouts in each condition. */
export interface Trial {
  validation: Validation;
  drawn: Rollout[][];
}

/** A policy and how it did; null without validation. */
export interface ValidatedPolicy {
  policy: GaussianPolicy;
  validation: Validation | null;
}

/** Beyond all seeds of runs and evaluations, so that the starts are those of neither. */
const SEED_OFFSET = 2 ** 31;

/**
 * @param tracks whose conditions the policy is tried in
 * @param iteration its number (1-based)
 * @returns null where this iteration's policy is not tried
 */
export async function validatePolicy(
  policy: GaussianPolicy,
  tracks: readonly Track[],
  iteration: number,
  { seed, options: { validationEpisodes: episodes, validationInterval, validationLength } }: RunConfig,
  { system, sampler, onProgress }: TrajectoryTools,
): Promise<Trial | null> {
  if (episodes === 0 || iteration % validationInterval !== 0) return null;
  const count = tracks.length * episodes;
  const steps = Math.round(validationLength * system.description.steps);
  const { states } = jumpedStreams(streamFromSeed(seed + SEED_OFFSET).state(), count);
  const draws = states.map((stream, i) => {
    const { condition } = tracks[Math.floor(i / episodes)];
    return { condition, stream, smoothing: null, spread: 1, steps };
  });
  const rollouts = await sampler.sample([{ actor: { kind: "policy", policy }, draws }], (done) =>
    onProgress({ phase: "sample", done, total: count }),
  );
  const { cost, metric, success } = summarise(rollouts);
  const costOfTask = cost * (system.description.steps / steps);
  const failures = rollouts.filter(({ status }) => status !== "ok").length;
  const drawn = tracks.map((_, i) => rollouts.slice(i * episodes, (i + 1) * episodes));
  return { validation: { rollouts: count, failures, cost: costOfTask, metric, success }, drawn };
}

/**
 * The policy that an iteration ends with. As with controllers (./trust-region.ts), one that was taught takes the place of
 * the best before it only if its own rollouts bear it out:
 *
 *   taken   ⇔   fewer of them fail, or as many, and they cost at most ρ_π times as much
 *
 * Controllers that are drawn to a policy that works stay where it works; one that changes its ways every time they do not.
 *
 * @param ratio ρ_π; 0 takes every policy
 */
export function policyInForce(best: ValidatedPolicy | null, taught: ValidatedPolicy, ratio: number): ValidatedPolicy {
  if (ratio === 0 || !best?.validation || taught.validation === null) return taught;
  const { failures, cost } = best.validation;
  const bound = cost + (ratio - 1) * Math.abs(cost);
  const { validation } = taught;
  const isTaken = validation.failures < failures || (validation.failures === failures && validation.cost <= bound);
  return isTaken ? taught : best;
}

/** The newer one where there is no validation; one that was not tried does not take the place of one that was. */
export function betterPolicy(before: ValidatedPolicy | null, now: ValidatedPolicy): ValidatedPolicy {
  if (before === null || before.validation === null) return now;
  const [a, b] = [before.validation, now.validation];
  if (b === null) return before;
  if (a.failures !== b.failures) return a.failures < b.failures ? before : now;
  return a.cost <= b.cost ? before : now;
}
