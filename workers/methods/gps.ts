/**
 * Guided policy search (Algorithm 1, method section 5; Levine & Abbeel 2014): one iteration is, for conditions i,
 *
 *   sample N rollouts from p_i(u|x) → accept p_i as p̂_i or go back, fit dynamics around p̂_i (as in ./trajectory.ts)
 *   → train π_θ on what the controllers do at the sampled states, try it and take it or go back
 *   → linearise π_θ around each p̂_i's samples
 *   → p_i = argmin E_p[ℓ] + Σ_t λ_it D_KL,t(π_θ, p) s.t. D_KL(p‖p̂_i) ≤ ε → raise λ_it by α D_KL,t
 *
 * as a pure step from state to state.
 */
import { jumpedStreams } from "../math/random.ts";
import type { NetworkKernels } from "../policy/kernels.ts";
import type { VisitedStates } from "../policy/lesson-places.ts";
import type { TaskDescription } from "../systems/description.ts";
import type { PolicyNumbers } from "../trainer-api.ts";
import type { MethodOptions, RunConfig } from "./config.ts";
import { type Followed, followPolicy } from "./follow-policy.ts";
import type { GpsState } from "./gps-state.ts";
import { iterationNumbers } from "./iteration-numbers.ts";
import { judge } from "./judge.ts";
import { learnModels } from "./learn-models.ts";
import { type LearntPolicy, learnPolicy, visitsOf } from "./learn-policy.ts";
import type { MethodIteration, StepFailure } from "./method.ts";
import { modelErrors } from "./model-errors.ts";
import { sampleCandidates } from "./sample-candidates.ts";
import { Stopwatch } from "./summary.ts";
import { candidatesOf } from "./track.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";
import { betterPolicy, policyInForce, type Trial, type Validation, validatePolicy } from "./validate-policy.ts";

export type GpsTools = TrajectoryTools & { kernels: { network: NetworkKernels } };

/** One iteration. Fails, as a value, when the first rollouts diverge or a part of it cannot be computed. */
export async function gpsStep(
  state: GpsState,
  config: RunConfig,
  tools: GpsTools,
): Promise<MethodIteration<GpsState> | StepFailure> {
  const { tracks } = state;
  const { description } = tools.system;
  const iteration = state.iteration + 1;
  const count = tracks.length * config.samples;
  const watch = new Stopwatch();
  const streams = jumpedStreams(state.random, count + 3);
  const [forMixture, forPolicy, forPrior] = streams.states.slice(count);
  const drawn = await sampleCandidates(tracks, state.iteration, streams.states.slice(0, count), config, tools);
  watch.lap("sample");

  tools.onProgress({ phase: "fit", done: count, total: count });
  const judged = judge(tracks, drawn, iteration, config.options, description);
  if (judged.status === "failed") return judged;
  const { verdicts } = judged;
  const errors = modelErrors(tracks, state.mixture, drawn, config, tools);
  const learnt = learnModels(tracks, verdicts, state.mixture, forMixture, config, tools);
  if (learnt.status === "failed") return learnt;
  watch.lap("fit");

  tools.onProgress({ phase: "optimise", done: count, total: count });
  const fresh = visitsOf(drawn, "controller", description);
  const visited = [...state.visited, fresh].slice(-config.options.relabelWindow);
  const taught = learnPolicy(state, verdicts, visited, forPolicy, config.options, tools);
  if (taught.status === "failed") return taught;
  watch.lap("optimise");
  const trial = await validatePolicy(taught.policy, tracks, iteration, config, tools);
  watch.lap("sample");

  const best = state.policies?.chosen ?? null;
  const tried = { policy: taught.policy, validation: trial?.validation ?? null };
  const { policy, validation } = policyInForce(best, tried, config.options.policyRollback);
  const followed = await followPolicy(state, verdicts, learnt.models, policy, forPrior, config, tools);
  if (followed.status === "failed") return followed;
  watch.lap("optimise");
  const rollouts = state.rollouts + count + (trial?.validation.rollouts ?? 0);
  const next: GpsState = {
    iteration,
    rollouts,
    random: streams.next,
    tracks: followed.tracks,
    mixture: learnt.mixture,
    policies: { last: policy, chosen: betterPolicy(best, tried) },
    visited: [...visited.slice(0, -1), [...fresh, ...ownVisits(trial, description, config.options)]],
    prior: followed.prior,
  };
  const { updates, divergences } = followed;
  const learnings = policyNumbers(taught, followed, validation);
  const numbers = iterationNumbers({ iteration, rollouts, drawn, verdicts, updates, policy: learnings, errors, watch });
  return {
    status: "ok",
    state: next,
    numbers,
    rollouts: drawn.flat(),
    controllers: candidatesOf(tracks),
    policy,
    divergences,
    modelErrors: errors,
  };
}

/**
 * What the policy has visited in its trial, to be learnt from in the iterations that follow: a policy that has left its
 * controllers' ways meets states there that no controller has been to.
 */
function ownVisits(
  trial: Trial | null,
  description: TaskDescription,
  { ownVisits: wanted }: MethodOptions,
): VisitedStates[] {
  return wanted && trial !== null ? visitsOf(trial.drawn, "policy", description) : [];
}

function policyNumbers(
  { report }: LearntPolicy,
  { divergences }: Followed,
  validation: Validation | null,
): PolicyNumbers {
  const perStep = divergences.flatMap((divergence) => (divergence === null ? [] : [...divergence]));
  const kl = perStep.reduce((sum, d) => sum + d, 0) / perStep.length;
  const { cost, metric, success } = validation ?? { cost: Number.NaN, metric: Number.NaN, success: Number.NaN };
  return { loss: report.after.divergence, kl, cost, metric, success };
}
