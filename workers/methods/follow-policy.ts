/**
 * The controllers' part of guided policy search (method sections 3 and 5): each is improved with the policy in its
 * objective, its noise capped, and tied to the policy more firmly afterwards:
 *
 *   p_i ← argmin E_p[ℓ] + Σ_t λ_it D_KL,t   s.t.   D_KL(p‖p̂_i) ≤ ε,      λ_it ← λ_it + α D_KL,t
 *
 * The KL step adapts to what becomes of that whole objective, not of the cost alone: a controller that gives up some of its
 * cost to come nearer to the policy has done what was asked of it.
 */
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import { sampledMarginals } from "../trajectory/sampled-marginals.ts";
import type { Dims, PolicyTerm } from "../trajectory/types.ts";
import type { RunConfig } from "./config.ts";
import type { GpsState, GuidedTrack } from "./gps-state.ts";
import type { Verdict } from "./judge.ts";
import type { LocalModel } from "./local-model.ts";
import type { StepFailure } from "./method.ts";
import { cappedNoise } from "./noise-limits.ts";
import { type PolicyPrior, updatePolicyPrior } from "./policy-prior.ts";
import { divergencePerStep, policyTermOf, raisedWeights } from "./policy-term.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";
import { type Incumbent, incumbentOf } from "./trust-region.ts";
import { type Update, type UpdateProblem, updateCandidates } from "./update-candidates.ts";

export interface Followed {
  status: "ok";
  tracks: GuidedTrack[];
  updates: Update[];
  prior: PolicyPrior;
  /** D_KL,t: [T] between the policy and each new controller; null where there is none. */
  divergences: (Float64Array | null)[];
}

/** A condition's update, with the policy in it. */
type GuidedProblem = UpdateProblem & { track: GuidedTrack; policy: PolicyTerm };

/** @param random state of a stream for the mixture that the policy is linearised with */
export async function followPolicy(
  state: GpsState,
  verdicts: readonly Verdict[],
  models: readonly LocalModel[],
  policy: GaussianPolicy,
  random: readonly number[],
  { options, prior: wanted }: RunConfig,
  tools: TrajectoryTools,
): Promise<Followed | StepFailure> {
  const { mixture } = tools.kernels;
  const batches = verdicts.map(({ batch }) => batch);
  const updated = wanted === "gmm" ? updatePolicyPrior(state.prior, policy, batches, random, options, mixture) : null;
  if (updated?.status === "failed") return updated;
  const prior = updated?.prior ?? state.prior;
  const problems: GuidedProblem[] = [];
  for (const [i, track] of state.tracks.entries()) {
    const incumbent = incumbentOf(verdicts[i].region);
    const linear = policyTermOf(policy, incumbent.batch, track.weights, prior.mixture, options, mixture);
    if (linear.status === "failed") return linear;
    const pull = lastPull(state, track, incumbent, models[i].dims, options, tools);
    problems.push({ track, verdict: verdicts[i], model: models[i], policy: linear.term, pull });
  }
  const improved = await updateCandidates(problems, options, tools);
  if (improved.status === "failed") return improved;
  const { updates } = improved;
  const tied = updates.map((update, i) => tie(problems[i], update, options, tools));
  return {
    status: "ok",
    tracks: tied.map(({ track }) => track),
    updates,
    prior,
    divergences: tied.map(({ divergence }) => divergence),
  };
}

/** Σ λ_t D_KL,t of an incumbent, at its own samples, from the policy that it was made with; 0 before there was one. */
function lastPull(
  { policies, prior }: GpsState,
  { weights }: GuidedTrack,
  { batch, controller }: Incumbent,
  dims: Dims,
  options: RunConfig["options"],
  { kernels: { mixture, trajectory } }: TrajectoryTools,
): number {
  if (policies === null) return 0;
  const linear = policyTermOf(policies.last, batch, weights, prior.mixture, options, mixture);
  if (linear.status === "failed") return Infinity;
  return pullOf(weights, divergencePerStep(controller, linear.term, sampledMarginals(batch), dims, trajectory));
}

/** The noise capped, λ_t ← λ_t + α D_KL,t, and the policy's part added to what the update promises. */
function tie(
  { track: { weights: before, noiseLimit }, verdict, policy: term, model: { dims } }: GuidedProblem,
  { track, marginals }: Update,
  options: RunConfig["options"],
  { kernels: { trajectory } }: TrajectoryTools,
): { track: GuidedTrack; divergence: Float64Array | null } {
  const candidate = cappedNoise(track.candidate, noiseLimit);
  const visited = term.visited ?? marginals;
  const divergenceOf = (controller: LinearGaussianController) =>
    marginals && visited && divergencePerStep(controller, term, visited, dims, trajectory);
  const divergence = divergenceOf(candidate);
  const weights = raisedWeights(before, divergence, options);
  // As noisy as the candidate: that noise decays is no part of the improvement.
  const previous = { ...incumbentOf(verdict.region).controller, covariances: candidate.covariances };
  const predicted = track.predicted && {
    previous: track.predicted.previous + pullOf(weights, divergenceOf(previous)),
    current: track.predicted.current + pullOf(weights, divergence),
  };
  return { track: { ...track, predicted, candidate, weights, noiseLimit }, divergence };
}

/** Σ λ_t D_KL,t; Infinity where the divergence is not finite. */
function pullOf(weights: Float64Array, divergence: Float64Array | null): number {
  return divergence === null ? Infinity : divergence.reduce((sum, d, t) => sum + weights[t] * d, 0);
}
