/**
 * Trajectory optimisation under unknown dynamics (method sections 1 and 2; Levine & Abbeel 2014, section 2): one
 * iteration is
 *
 *   sample N rollouts from the candidate p(u|x) → accept it as p̂ or go back to an earlier p̂ → fit dynamics around p̂ →
 *   adapt the KL step ε → next candidate = argmin E_p[ℓ] s.t. D_KL(p‖p̂) ≤ ε
 *
 * as a pure step from state to state. The loop that calls it stops, stores and reports.
 */
import { jumpedStreams, streamFromSeed } from "../math/random.ts";
import type { Rollout, StatesAndActions } from "../rollout.ts";
import type { Sampler } from "../sampling/sampler.ts";
import type { System } from "../systems/system.ts";
import type { IterationNumbers, LinearGaussianController, TrainingProgress } from "../trainer-api.ts";
import { expectedCost } from "../trajectory/expected-cost.ts";
import { customarySearch, type Improvement, improveController } from "../trajectory/improve-controller.ts";
import type { QuadraticCost } from "../trajectory/types.ts";
import { batchOf, rolloutsOf } from "./batch.ts";
import type { RunConfig } from "./config.ts";
import { expectedCostOf, fitLocalModel, type LocalModel } from "./local-model.ts";
import { type MixtureMemory, updateMixture } from "./mixture-memory.ts";
import { Stopwatch, summarise } from "./summary.ts";
import {
  advance,
  emptyTrustRegion,
  type Incumbent,
  isAccepted,
  nextStepSize,
  type Prediction,
  retreat,
  soundest,
  type TrustRegion,
  withNoise,
} from "./trust-region.ts";

/** Everything that an iteration hands to the next: plain numbers, arrays and typed arrays. */
export interface TrajectoryState {
  /** Iterations done. */
  iteration: number;
  /** Rollouts simulated. */
  rollouts: number;
  /** State of the random stream that the next iteration's streams jump from. */
  random: number[];
  /** The controller to sample next. */
  candidate: LinearGaussianController;
  region: TrustRegion;
  /** Multiplier of the KL step. */
  stepSize: number;
  eta: number;
  mixture: MixtureMemory;
  /** null before the first update and after one that failed. */
  predicted: Prediction | null;
  /** Updates in a row that found no improvement. */
  stalls: number;
}

/** What a step works with: the task, and the simulator behind two functions. */
export interface TrajectoryTools {
  system: System;
  sampler: Sampler;
  expandCost(rollouts: readonly StatesAndActions[]): QuadraticCost;
  onProgress(progress: Omit<TrainingProgress, "iteration">): void;
}

export interface TrajectoryIteration {
  status: "ok";
  state: TrajectoryState;
  numbers: IterationNumbers;
  rollouts: Rollout[];
}

export interface StepFailure {
  status: "failed";
  reason: string;
}

export function initialTrajectoryState(system: System, config: RunConfig): TrajectoryState {
  return {
    iteration: 0,
    rollouts: 0,
    random: streamFromSeed(config.seed).state(),
    candidate: system.initialController(),
    region: emptyTrustRegion,
    stepSize: 1,
    eta: FIRST_ETA,
    mixture: { mixture: null, window: [] },
    predicted: null,
    stalls: 0,
  };
}

/** η that the first search starts from, and the one after a search that failed. */
const FIRST_ETA = 1;
/** So many updates in a row without an improvement end a run: sampling the same controller again does not help. */
const MAX_STALLS = 5;

/** The controller that a run has come to: one that its own rollouts bore out. */
export function resultOf(state: TrajectoryState): LinearGaussianController {
  return soundest(state.region) ?? state.candidate;
}

/** One iteration. Fails, as a value, when the first rollouts diverge or no improvement can be computed. */
export async function trajectoryStep(
  state: TrajectoryState,
  config: RunConfig,
  tools: TrajectoryTools,
): Promise<TrajectoryIteration | StepFailure> {
  const { options, samples } = config;
  const watch = new Stopwatch();
  const streams = jumpedStreams(state.random, samples + 1);
  const rollouts = await drawRollouts(state.candidate, streams.states.slice(0, samples), config, tools);
  watch.lap("sample");

  tools.onProgress({ phase: "fit", done: samples, total: samples });
  const summary = summarise(rollouts);
  const accepted = isAccepted(state.region, summary.diverged === 0 ? summary.cost : null, options);
  const sane = rollouts.filter(({ status }) => status === "ok");
  if (accepted && sane.length < 2) {
    const reason = `${summary.diverged} of ${samples} rollouts diverged; dynamics are fitted to two at least`;
    return { status: "failed", reason: `${reason}; try a model with a smaller timestep or more damping` };
  }
  const batch = batchOf(sane, tools.system.description);
  const iteration = state.iteration + 1;
  const region = accepted
    ? advance(state.region, { controller: state.candidate, batch, cost: summary.cost }, iteration, options)
    : retreat(state.region, options);
  const incumbent = region.trail[region.trail.length - 1];
  const prior = config.prior === "gmm" ? updateMixture(state.mixture, batch, streams.states[samples], options) : null;
  if (prior?.status === "failed") return prior;
  const mixture = prior?.memory ?? state.mixture;
  const cost = tools.expandCost(rolloutsOf(incumbent.batch));
  const fitted = fitLocalModel(tools.system, incumbent.batch, mixture.mixture, cost, options);
  if (fitted.status === "failed") return fitted;
  watch.lap("fit");

  tools.onProgress({ phase: "optimise", done: samples, total: samples });
  const current = expectedCostOf(incumbent.controller, fitted.model);
  const stepSize = nextStepSize(state.stepSize, state.predicted, current, accepted, options);
  const update = improve(incumbent, fitted.model, options.klStep * stepSize, state.eta, current);
  const stalls = update.reason === null ? 0 : state.stalls + 1;
  if (stalls >= MAX_STALLS) return { status: "failed", reason: `${update.reason}, ${stalls} times in a row` };
  watch.lap("optimise");

  const { kl, eta, predicted } = update;
  const next: TrajectoryState = {
    iteration,
    rollouts: state.rollouts + samples,
    random: streams.next,
    candidate: withNoise(update.controller, incumbent.noise),
    region,
    stepSize,
    eta,
    mixture,
    predicted,
    stalls,
  };
  const time = { seconds: watch.total(), phases: watch.laps() };
  const numbers = { iteration, rollouts: next.rollouts, ...summary, accepted, kl, eta, stepSize, ...time };
  return { status: "ok", state: next, numbers, rollouts };
}

function drawRollouts(
  controller: LinearGaussianController,
  streams: readonly number[][],
  { options }: RunConfig,
  { sampler, onProgress }: TrajectoryTools,
): Promise<Rollout[]> {
  const draws = streams.map((stream) => ({ stream, smoothing: options.noiseSmoothing }));
  onProgress({ phase: "sample", done: 0, total: draws.length });
  return sampler.sample(controller, draws, (done) => onProgress({ phase: "sample", done, total: draws.length }));
}

interface Update {
  controller: LinearGaussianController;
  kl: number;
  eta: number;
  predicted: Prediction | null;
  /** Why there is no improvement, or null. */
  reason: string | null;
}

/**
 * argmin E_p[ℓ] s.t. D_KL(p‖p̂) ≤ ε, ε = klPerStep · T. Where a fit is so unstable that no η gives a solution, p̂ itself
 * is to be sampled again.
 */
function improve(incumbent: Incumbent, model: LocalModel, klPerStep: number, eta0: number, current: number): Update {
  const { controller: previous } = incumbent;
  const { dims, cost } = model;
  const options = { ...customarySearch, klBound: klPerStep * dims.steps, eta0 };
  const improved = improveController({ ...model, previous }, options);
  const reason = improved.status === "failed" ? improved.reason : outOfBound(improved, options.klBound);
  if (improved.status === "failed" || reason !== null) {
    return { controller: previous, kl: 0, eta: FIRST_ETA, predicted: null, reason };
  }
  const { controller, kl, eta, marginals } = improved;
  const predicted = { previous: current, current: expectedCost(cost, marginals, dims).total };
  return { controller, kl, eta, predicted, reason };
}

/** Why a solution is not to be used: the search found none near the bound, as with a model that is unstable under p̂. */
function outOfBound({ converged, kl }: Improvement, bound: number): string | null {
  return converged || kl <= bound
    ? null
    : `no η brings the KL divergence under its bound of ${bound.toPrecision(3)} nat`;
}
