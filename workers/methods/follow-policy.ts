/**
 * The controllers' part of guided policy search (method sections 3 and 5): each is improved with the policy in its
 * objective, its noise capped, and tied to the policy more firmly afterwards:
 *
 *   p_i ← argmin E_p[ℓ] + Σ_t λ_it D_KL,t   s.t.   D_KL(p‖p̂_i) ≤ ε,      λ_it ← λ_it + α D_KL,t
 */
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import type { PolicyTerm } from "../trajectory/types.ts";
import type { RunConfig } from "./config.ts";
import type { GpsState, GuidedTrack } from "./gps-state.ts";
import type { Verdict } from "./judge.ts";
import type { LocalModel } from "./local-model.ts";
import type { StepFailure } from "./method.ts";
import { cappedNoise } from "./noise-cap.ts";
import { type PolicyPrior, updatePolicyPrior } from "./policy-prior.ts";
import { divergencePerStep, policyTermOf, raisedWeights } from "./policy-term.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";
import { incumbentOf } from "./trust-region.ts";
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
    const { batch } = incumbentOf(verdicts[i].region);
    const linear = policyTermOf(policy, batch, track.weights, prior.mixture, options, mixture);
    if (linear.status === "failed") return linear;
    problems.push({ track, verdict: verdicts[i], model: models[i], policy: linear.term });
  }
  const improved = await updateCandidates(problems, options, tools);
  if (improved.status === "failed") return improved;
  const { updates } = improved;
  const tied = updates.map((update, i) =>
    tie(problems[i].track, update, problems[i].policy, models[i], options, tools),
  );
  return {
    status: "ok",
    tracks: tied.map(({ track }) => track),
    updates,
    prior,
    divergences: tied.map(({ divergence }) => divergence),
  };
}

/** The noise capped, and λ_t ← λ_t + α D_KL,t. */
function tie(
  { weights, noiseLimit }: GuidedTrack,
  { track, marginals }: Update,
  term: PolicyTerm,
  { dims }: LocalModel,
  options: RunConfig["options"],
  { kernels: { trajectory } }: TrajectoryTools,
): { track: GuidedTrack; divergence: Float64Array | null } {
  const candidate = cappedNoise(track.candidate, noiseLimit);
  const divergence = marginals && divergencePerStep(candidate, term, term.visited ?? marginals, dims, trajectory);
  return {
    track: { ...track, candidate, weights: raisedWeights(weights, divergence, options), noiseLimit },
    divergence,
  };
}
