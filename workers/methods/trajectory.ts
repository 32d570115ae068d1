/**
 * Trajectory optimisation under unknown dynamics (method sections 1 and 2; Levine & Abbeel 2014): one
 * iteration is
 *
 *   sample N rollouts from the candidate p(u|x) → accept it as p̂ or go back to an earlier p̂ → fit dynamics around p̂ →
 *   adapt the KL step ε → next candidate = argmin E_p[ℓ] s.t. D_KL(p‖p̂) ≤ ε
 *
 * as a pure step from state to state. The loop that calls it stops, stores and reports.
 */

import type { MixtureKernels } from "../dynamics/kernels.ts";
import type { RolloutBatch } from "../dynamics/types.ts";
import { jumpedStreams, streamFromSeed } from "../math/random.ts";
import type { Rollout, RolloutStatus, StatesAndActions } from "../rollout.ts";
import type { Sampler } from "../sampling/sampler.ts";
import type { Condition } from "../systems/description.ts";
import type { System } from "../systems/system.ts";
import type { IterationNumbers, LinearGaussianController, RunResult, TrainingProgress } from "../trainer-api.ts";
import {
  customarySearch,
  type Improvement,
  type ImprovementResult,
  type ImprovementSearch,
} from "../trajectory/improve-controller.ts";
import type { TrajectoryKernels } from "../trajectory/kernels.ts";
import type { QuadraticCost } from "../trajectory/types.ts";
import { batchOf, rolloutsOf } from "./batch.ts";
import type { RunConfig, TrajectoryOptions } from "./config.ts";
import { expectedCostOf, fitLocalModel, type LocalModel } from "./local-model.ts";
import type { MethodIteration, StepFailure } from "./method.ts";
import { type MixtureMemory, updateMixture } from "./mixture-memory.ts";
import { conditionNumbers, Stopwatch, type Summary, summarise } from "./summary.ts";
import {
  advance,
  emptyTrustRegion,
  incumbentOf,
  isAccepted,
  nextStepSize,
  type Prediction,
  retreat,
  soundest,
  stepBack,
  type TrustRegion,
  withNoise,
} from "./trust-region.ts";

/** Everything that an iteration hands to the next: plain numbers, arrays and typed arrays. */
export interface TrajectoryState {
  /** What it trains on. */
  condition: Condition;
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

/** What a step works with: the task, the kernels, and the workers and the simulator behind functions. */
export interface TrajectoryTools {
  system: System;
  sampler: Sampler;
  kernels: { mixture: MixtureKernels; trajectory: TrajectoryKernels };
  expandCost(condition: Condition, rollouts: readonly StatesAndActions[]): QuadraticCost;
  /** `improveController` for every condition; the results stand in the order of the searches. */
  improveAll(searches: readonly ImprovementSearch[]): Promise<ImprovementResult[]>;
  onProgress(progress: Omit<TrainingProgress, "iteration">): void;
}

export type TrajectoryIteration = MethodIteration<TrajectoryState>;

/**
 * @param controller to draw the first rollouts from
 * @param conditions of which the first is trained on
 */
export function initialTrajectoryState(
  controller: LinearGaussianController,
  [condition]: readonly Condition[],
  config: RunConfig,
): TrajectoryState {
  return {
    condition,
    iteration: 0,
    rollouts: 0,
    random: streamFromSeed(config.seed).state(),
    candidate: controller,
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
/** The η search usually takes five to ten steps; under a model that is unstable it would go on in vain. */
const MAX_SEARCH_STEPS = 20;
/** So many updates in a row without an improvement end a run: sampling the same controller again does not help. */
const MAX_STALLS = 10;

/** The controller that a run has come to is one that its own rollouts bore out. */
export function resultOf({ condition, region, candidate }: TrajectoryState): RunResult {
  return { controllers: [{ condition: condition.name, controller: soundest(region) ?? candidate }], policy: null };
}

/** One iteration. Fails, as a value, when the first rollouts diverge or no improvement can be computed. */
export async function trajectoryStep(
  state: TrajectoryState,
  config: RunConfig,
  tools: TrajectoryTools,
): Promise<TrajectoryIteration | StepFailure> {
  const { samples } = config;
  const watch = new Stopwatch();
  const streams = jumpedStreams(state.random, samples + 1);
  const rollouts = await drawRollouts(state, streams.states.slice(0, samples), config, tools);
  watch.lap("sample");

  tools.onProgress({ phase: "fit", done: samples, total: samples });
  const verdict = judge(state, rollouts, config.options, tools.system);
  if (verdict.status === "failed") return verdict;
  const learnt = learn(state, verdict, streams.states[samples], config, tools);
  if (learnt.status === "failed") return learnt;
  watch.lap("fit");

  tools.onProgress({ phase: "optimise", done: samples, total: samples });
  const update = await improve(state, verdict, learnt.model, config.options, tools);
  if (update.status === "failed") return update;
  watch.lap("optimise");

  const { kl, ...updated } = update.change;
  const next: TrajectoryState = {
    condition: state.condition,
    iteration: state.iteration + 1,
    rollouts: state.rollouts + samples,
    random: streams.next,
    mixture: learnt.mixture,
    ...updated,
  };
  const numbers: IterationNumbers = {
    iteration: next.iteration,
    rollouts: next.rollouts,
    ...verdict.summary,
    accepted: verdict.accepted,
    kl,
    eta: next.eta,
    stepSize: next.stepSize,
    seconds: watch.total(),
    phases: watch.laps(),
    conditions: [conditionNumbers(state.condition.name, verdict.summary, kl)],
    policy: null,
  };
  const controllers = [{ condition: state.condition.name, controller: state.candidate }];
  return { status: "ok", state: next, numbers, rollouts, controllers, policy: null };
}

function drawRollouts(
  { condition, candidate, iteration: done }: TrajectoryState,
  streams: readonly number[][],
  { options }: RunConfig,
  { sampler, onProgress }: TrajectoryTools,
): Promise<Rollout[]> {
  const { noiseSmoothing: smoothing } = options;
  const spread = done >= options.lateSpreadStart ? options.lateSpread : options.startSpread;
  const draws = streams.map((stream) => ({ condition, stream, smoothing, spread }));
  onProgress({ phase: "sample", done: 0, total: draws.length });
  const actor = { kind: "controller", controller: candidate } as const;
  return sampler.sample(actor, draws, (count) => onProgress({ phase: "sample", done: count, total: draws.length }));
}

/** What the rollouts say of the candidate. */
interface Verdict {
  status: "ok";
  accepted: boolean;
  region: TrustRegion;
  /** The rollouts that neither fell nor diverged. */
  batch: RolloutBatch;
  summary: Summary;
}

function judge(
  state: TrajectoryState,
  rollouts: readonly Rollout[],
  options: TrajectoryOptions,
  { description }: System,
): Verdict | StepFailure {
  const summary = summarise(rollouts);
  // A local model is fitted to rollouts that went on to their end.
  const whole = rollouts.filter(({ status }) => status === "ok");
  const enough = whole.length >= 2;
  if (!enough && state.region.trail.length === 0) return { status: "failed", reason: tooFew(rollouts) };
  const accepted = enough && isAccepted(state.region, summary.diverged === 0 ? summary.cost : null, options);
  const batch = batchOf(whole, description);
  const candidate = { controller: state.candidate, batch, cost: summary.cost };
  const region = accepted
    ? advance(state.region, candidate, state.iteration + 1, options)
    : retreat(state.region, options);
  return { status: "ok", accepted, region, batch, summary };
}

function tooFew(rollouts: readonly Rollout[]): string {
  const count = (wanted: RolloutStatus) => rollouts.filter(({ status }) => status === wanted).length;
  const reason = `of the first ${rollouts.length} rollouts ${count("fallen")} fell and ${count("diverged")} diverged; dynamics are fitted to two at least`;
  return `${reason}; try a model with a smaller timestep or more damping, or a steadier demonstration`;
}

/** The mixture of all recent transitions, and with it the model around the incumbent's rollouts. */
function learn(
  { condition, mixture: memory }: TrajectoryState,
  { region, batch }: Verdict,
  random: readonly number[],
  { prior, options }: RunConfig,
  { expandCost, kernels }: TrajectoryTools,
): { status: "ok"; mixture: MixtureMemory; model: LocalModel } | StepFailure {
  const updated = prior === "gmm" ? updateMixture(memory, batch, random, options, kernels.mixture) : null;
  if (updated?.status === "failed") return updated;
  const mixture = updated?.memory ?? memory;
  const incumbent = incumbentOf(region);
  const cost = expandCost(condition, rolloutsOf(incumbent.batch));
  const fitted = fitLocalModel(condition, incumbent.batch, mixture.mixture, cost, options, kernels.mixture);
  return fitted.status === "failed" ? fitted : { status: "ok", mixture, model: fitted.model };
}

type Change = Pick<TrajectoryState, "region" | "candidate" | "stepSize" | "eta" | "predicted" | "stalls"> & {
  kl: number;
};

/**
 * argmin E_p[ℓ] s.t. D_KL(p‖p̂) ≤ ε, ε = (KL step) · (multiplier) · T. Where the model is so unstable under p̂ that
 * no η gives a solution, the controller before it is to be sampled again.
 */
async function improve(
  state: TrajectoryState,
  { region, accepted }: Verdict,
  model: LocalModel,
  options: TrajectoryOptions,
  { kernels: { trajectory: kernels }, improveAll }: TrajectoryTools,
): Promise<{ status: "ok"; change: Change } | StepFailure> {
  const { controller: previous, noise } = incumbentOf(region);
  const current = expectedCostOf(previous, model, kernels);
  const stepSize = nextStepSize(state.stepSize, state.predicted, current, accepted, options);
  const klBound = options.klStep * stepSize * model.dims.steps;
  const search = { ...customarySearch, maxSearchSteps: MAX_SEARCH_STEPS, klBound, eta0: state.eta };
  const [improved] = await improveAll([{ problem: { ...model, previous }, options: search }]);
  const problem = improved.status === "failed" ? improved.reason : outOfBound(improved, klBound);
  if (improved.status === "failed" || problem !== null) {
    const stalls = state.stalls + 1;
    if (stalls >= MAX_STALLS) return { status: "failed", reason: `${problem}, ${stalls} times in a row` };
    const earlier = stepBack(region, options);
    const candidate = withNoise(incumbentOf(earlier).controller, incumbentOf(earlier).noise);
    const change = { region: earlier, candidate, stepSize, eta: FIRST_ETA, predicted: null, stalls, kl: 0 };
    return { status: "ok", change };
  }
  const { controller, kl, eta, marginals } = improved;
  const candidate = withNoise(controller, noise);
  const expected = kernels.scope(() => kernels.expectedCost(model.cost, marginals, model.dims).total);
  const predicted = { previous: current, current: expected };
  return { status: "ok", change: { region, candidate, stepSize, eta, predicted, stalls: 0, kl } };
}

/** Why a solution is not to be used: the search found none near the bound, as with a model that is unstable under p̂. */
function outOfBound({ converged, kl }: Improvement, bound: number): string | null {
  return converged || kl <= bound
    ? null
    : `no η brings the KL divergence under its bound of ${bound.toPrecision(3)} nat`;
}
