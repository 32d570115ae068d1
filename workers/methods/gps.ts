/**
 * Guided policy search (Algorithm 1, method section 5; Levine & Abbeel 2014): one iteration is
 *
 *   sample N rollouts from p(u|x) → accept p as p̂ or go back, fit dynamics around p̂ (as in ./trajectory.ts)
 *   → train π_θ on what the controllers do at the sampled states → linearise π_θ around p̂'s samples
 *   → p = argmin E_p[ℓ] + Σ_t λ_t D_KL,t(π_θ, p) s.t. D_KL(p‖p̂) ≤ ε → raise λ_t by α D_KL,t
 *
 * as a pure step from state to state. A run has one condition.
 */
import { jumpedStreams } from "../math/random.ts";
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import type { NetworkKernels } from "../policy/kernels.ts";
import type { VisitedStates } from "../policy/lessons.ts";
import type { TrainingReport } from "../policy/train-policy.ts";
import type { LinearGaussianController, PolicyChoice, PolicyNumbers } from "../trainer-api.ts";
import type { RunConfig } from "./config.ts";
import { judge, type Verdict } from "./judge.ts";
import { learnModel } from "./learn-model.ts";
import { learnPolicy, recentVisits } from "./learn-policy.ts";
import type { LocalModel } from "./local-model.ts";
import type { MethodIteration, StepFailure } from "./method.ts";
import { actionVariances, cappedNoise } from "./noise-cap.ts";
import { emptyPolicyPrior, type PolicyPrior, updatePolicyPrior } from "./policy-prior.ts";
import { divergencePerStep, policyTermOf, raisedWeights } from "./policy-term.ts";
import { sampleCandidate } from "./sample-candidate.ts";
import { Stopwatch } from "./summary.ts";
import { initialTrajectoryState, type TrajectoryState } from "./trajectory-state.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";
import { incumbentOf } from "./trust-region.ts";
import { type Update, updateCandidate } from "./update-candidate.ts";
import { betterPolicy, type ValidatedPolicy, type Validation, validatePolicy } from "./validate-policy.ts";

export interface GpsState extends TrajectoryState {
  /** null before the first training. */
  policies: { last: GaussianPolicy; chosen: ValidatedPolicy } | null;
  /** λ: [T] of each condition. */
  weights: Float64Array[];
  /** What recent iterations have visited, oldest first: [iteration][condition]. */
  visited: VisitedStates[][];
  prior: PolicyPrior;
  /** Action variances of each condition's controllers do not rise above these: [T, dU]; null without a cap. */
  noiseLimits: (Float64Array | null)[];
}

export type GpsTools = TrajectoryTools & { kernels: { network: NetworkKernels } };

/** @param controller to draw the first rollouts from */
export function initialGpsState(controller: LinearGaussianController, config: RunConfig): GpsState {
  const { noiseCap, firstWeight } = config.options;
  const variances = actionVariances(controller);
  const steps = controller.offsets.length ** 2 / controller.covariances.length;
  return {
    ...initialTrajectoryState(controller, config),
    policies: null,
    weights: [new Float64Array(steps).fill(firstWeight)],
    visited: [],
    prior: emptyPolicyPrior,
    noiseLimits: [noiseCap === 0 ? null : variances.map((variance) => noiseCap * variance)],
  };
}

export function policyOf({ policies }: GpsState, which: PolicyChoice): GaussianPolicy | null {
  return policies && (which === "network" ? policies.chosen.policy : policies.last);
}

/** One iteration. Fails, as a value, when the first rollouts diverge or a part of it cannot be computed. */
export async function gpsStep(
  state: GpsState,
  config: RunConfig,
  tools: GpsTools,
): Promise<MethodIteration<GpsState> | StepFailure> {
  const { samples, options } = config;
  const { onProgress } = tools;
  const watch = new Stopwatch();
  const streams = jumpedStreams(state.random, samples + 3);
  const [forMixture, forPolicy, forPrior] = streams.states.slice(samples);
  const rollouts = await sampleCandidate(state, streams.states.slice(0, samples), config, tools);
  watch.lap("sample");

  onProgress({ phase: "fit", done: samples, total: samples });
  const verdict = judge(state, rollouts, options, tools.system);
  if (verdict.status === "failed") return verdict;
  const learnt = learnModel(state.mixture, verdict, forMixture, config, tools);
  if (learnt.status === "failed") return learnt;
  watch.lap("fit");

  onProgress({ phase: "optimise", done: samples, total: samples });
  const visited = recentVisits(state.visited, rollouts, tools.system.description, options);
  const taught = teach(state, verdict, visited, forPolicy, config, tools);
  if (taught.status === "failed") return taught;
  watch.lap("optimise");
  const validation = await validatePolicy(taught.policy, config, tools);
  watch.lap("sample");

  const followed = await follow(state, verdict, learnt.model, taught.policy, forPrior, config, tools);
  if (followed.status === "failed") return followed;
  watch.lap("optimise");
  const { kl, ...updated } = followed.update;
  const chosen = betterPolicy(state.policies?.chosen ?? null, { policy: taught.policy, validation });
  const next: GpsState = {
    iteration: state.iteration + 1,
    rollouts: state.rollouts + samples + (validation?.rollouts ?? 0),
    random: streams.next,
    mixture: learnt.mixture,
    ...updated,
    policies: { last: taught.policy, chosen },
    weights: [followed.weights],
    visited,
    prior: followed.prior,
    noiseLimits: state.noiseLimits,
  };
  const { iteration, eta, stepSize } = next;
  const { summary, accepted } = verdict;
  const policy = policyNumbers(taught.report, followed.divergence, validation);
  const numbers = { iteration, rollouts: next.rollouts, ...summary, accepted, kl, eta, stepSize, policy };
  const timed = { ...numbers, seconds: watch.total(), phases: watch.laps() };
  return { status: "ok", state: next, numbers: timed, rollouts, controller: state.candidate };
}

/** θ ← argmin L(θ), with the incumbent as the teacher. */
function teach(
  { policies, weights }: GpsState,
  { region }: Verdict,
  visited: readonly VisitedStates[][],
  random: readonly number[],
  { options }: RunConfig,
  { system, kernels }: GpsTools,
): ReturnType<typeof learnPolicy> {
  const { controller } = incumbentOf(region);
  const teachers = [{ controller, weights: weights[0] }];
  const last = policies?.last ?? null;
  return learnPolicy(last, visited, teachers, random, options, system.description, kernels.network);
}

interface Followed {
  status: "ok";
  update: Update;
  prior: PolicyPrior;
  weights: Float64Array;
  /** D_KL,t: [T] between the policy and the new controller; null where there is none. */
  divergence: Float64Array | null;
}

/** p ← argmin E_p[ℓ] + Σ_t λ_t D_KL,t, its noise capped; λ_t ← λ_t + α D_KL,t. */
async function follow(
  state: GpsState,
  verdict: Verdict,
  model: LocalModel,
  policy: GaussianPolicy,
  random: readonly number[],
  { options, prior: wanted }: RunConfig,
  tools: GpsTools,
): Promise<Followed | StepFailure> {
  const { mixture, trajectory } = tools.kernels;
  const [weights] = state.weights;
  const updated =
    wanted === "gmm" ? updatePolicyPrior(state.prior, policy, [verdict.batch], random, options, mixture) : null;
  if (updated?.status === "failed") return updated;
  const prior = updated?.prior ?? state.prior;
  const linear = policyTermOf(policy, incumbentOf(verdict.region).batch, weights, prior.mixture, options, mixture);
  if (linear.status === "failed") return linear;
  const { term } = linear;
  const improved = await updateCandidate(state, verdict, model, term, options, tools);
  if (improved.status === "failed") return improved;
  const candidate = cappedNoise(improved.update.candidate, state.noiseLimits[0]);
  const { marginals } = improved;
  const divergence = marginals && divergencePerStep(candidate, term, term.visited ?? marginals, model.dims, trajectory);
  const update = { ...improved.update, candidate };
  return { status: "ok", update, prior, weights: raisedWeights(weights, divergence, options), divergence };
}

function policyNumbers(
  { after }: TrainingReport,
  divergence: Float64Array | null,
  validation: Validation | null,
): PolicyNumbers {
  const kl = divergence === null ? Number.NaN : divergence.reduce((sum, d) => sum + d, 0) / divergence.length;
  const { cost, metric, success } = validation ?? { cost: Number.NaN, metric: Number.NaN, success: Number.NaN };
  return { loss: after.divergence, kl, cost, metric, success };
}
