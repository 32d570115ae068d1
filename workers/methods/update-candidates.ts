/**
 * The updates that make the next candidates, one for each condition and all at once: argmin E_p[ℓ] + policy term s.t.
 * D_KL(p‖p̂) ≤ ε (method sections 1 and 3), with what becomes of the steps' size and noise.
 */

import type { LinearGaussianController } from "../trainer-api.ts";
import {
  customarySearch,
  type Improvement,
  type ImprovementResult,
  type ImprovementSearch,
} from "../trajectory/improve-controller.ts";
import type { Marginals, PolicyTerm } from "../trajectory/types.ts";
import type { TrajectoryOptions } from "./config.ts";
import type { Verdict } from "./judge.ts";
import { expectedCostOf, type LocalModel } from "./local-model.ts";
import type { StepFailure } from "./method.ts";
import { raisedNoise } from "./noise-limits.ts";
import { FIRST_ETA, type Track } from "./track.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";
import { incumbentOf, isOnRetrial, nextStepSize, stepBack, type TrustRegion, withNoise } from "./trust-region.ts";

/** The η search usually takes five to ten steps; under a model that is unstable it would go on in vain. */
const MAX_SEARCH_STEPS = 20;
/** So many updates in a row without an improvement end a run: sampling the same controller again does not help. */
const MAX_STALLS = 10;

export interface Update {
  track: Track;
  /** D_KL(p‖p̂) [nat]. */
  kl: number;
  /** Of the new candidate under the model; null where there was no improvement. */
  marginals: Marginals | null;
}

/** A condition's part in the update. */
export interface UpdateProblem {
  track: Track;
  verdict: Verdict;
  model: LocalModel;
  policy: PolicyTerm | null;
  /** Σ λ_t D_KL,t of the incumbent from the policy that it was made with: the policy's part in what it has come to. */
  pull: number;
}

/** @returns the updates in the order of the problems */
export async function updateCandidates(
  problems: readonly UpdateProblem[],
  options: TrajectoryOptions,
  tools: TrajectoryTools,
): Promise<{ status: "ok"; updates: Update[] } | StepFailure> {
  const prepared = problems.map((problem) =>
    isOnRetrial(problem.verdict.region, options) ? null : prepare(problem, options, tools),
  );
  const improved = await tools.improveAll(prepared.flatMap((step) => step?.search ?? []));
  let searched = 0;
  const updates: Update[] = [];
  for (const [i, step] of prepared.entries()) {
    const update =
      step === null ? retry(problems[i], options) : conclude(problems[i], step, improved[searched++], options, tools);
    if ("status" in update) return update;
    updates.push(update);
  }
  return { status: "ok", updates };
}

/** The controller that the last candidates were made from is the next candidate itself. */
function retry({ track, verdict: { region, accepted } }: UpdateProblem, options: TrajectoryOptions): Update {
  const candidate = decayed(incumbentOf(region).controller, region, track);
  const stepSize = nextStepSize(track.stepSize, track.predicted, 0, accepted, options);
  return { track: { ...track, region, candidate, stepSize, predicted: null }, kl: 0, marginals: null };
}

interface Prepared {
  search: ImprovementSearch;
  stepSize: number;
  /** Expected cost of the incumbent. */
  current: number;
}

/** The search for η, with ε = (KL step) · (multiplier) · T. */
function prepare(
  { track, verdict: { region, accepted }, model, policy, pull }: UpdateProblem,
  options: TrajectoryOptions,
  { kernels: { trajectory: kernels } }: TrajectoryTools,
): Prepared {
  const { controller: previous } = incumbentOf(region);
  const current = expectedCostOf(previous, model, kernels);
  const stepSize = nextStepSize(track.stepSize, track.predicted, current + pull, accepted, options);
  const klBound = options.klStep * stepSize * model.dims.steps;
  const search = { ...customarySearch, maxSearchSteps: MAX_SEARCH_STEPS, klBound, eta0: track.eta };
  return { search: { problem: { ...model, previous, policy }, options: search }, stepSize, current };
}

/**
 * Where the model is so unstable under p̂ that no η gives a solution, the controller before it is to be sampled again.
 */
function conclude(
  { track, verdict: { region }, model }: UpdateProblem,
  { search, stepSize, current }: Prepared,
  improved: ImprovementResult,
  options: TrajectoryOptions,
  { kernels: { trajectory: kernels } }: TrajectoryTools,
): Update | StepFailure {
  const problem = improved.status === "failed" ? improved.reason : outOfBound(improved, search.options.klBound);
  if (improved.status === "failed" || problem !== null) {
    const stalls = track.stalls + 1;
    if (stalls >= MAX_STALLS) return { status: "failed", reason: `${problem}, ${stalls} times in a row` };
    const earlier = stepBack(region, options);
    const candidate = decayed(incumbentOf(earlier).controller, earlier, track);
    const next = { ...track, region: earlier, candidate, stepSize, eta: FIRST_ETA, predicted: null, stalls };
    return { track: next, kl: 0, marginals: null };
  }
  const { controller, kl, eta, marginals } = improved;
  const candidate = decayed(controller, region, track);
  const expected = kernels.scope(() => kernels.expectedCost(model.cost, marginals, model.dims).total);
  const predicted = { previous: current, current: expected };
  return { track: { ...track, region, candidate, stepSize, eta, predicted, stalls: 0 }, kl, marginals };
}

/** A controller that follows the region's incumbent, with less noise, but not less than there has to be. */
function decayed(controller: LinearGaussianController, region: TrustRegion, { noiseFloor }: Track) {
  // A run that an earlier version began has no floor in its state.
  return raisedNoise(withNoise(controller, incumbentOf(region).noise), noiseFloor ?? null);
}

/** Why a solution is not to be used: the search found none near the bound, as with a model that is unstable under p̂. */
function outOfBound({ converged, kl }: Improvement, bound: number): string | null {
  return converged || kl <= bound
    ? null
    : `no η brings the KL divergence under its bound of ${bound.toPrecision(3)} nat`;
}
