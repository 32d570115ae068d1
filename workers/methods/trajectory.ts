/**
 * Trajectory optimisation under unknown dynamics (method sections 1 and 2; Levine & Abbeel 2014, section 2): one
 * iteration is
 *
 *   sample N rollouts from p̂(u|x) → fit dynamics around them → adapt the KL step ε → p ← argmin E_p[ℓ] s.t. KL(p‖p̂) ≤ ε
 *
 * as a pure step from state to state. The loop that calls it stops, stores and reports.
 */
import { fitDynamics } from "../dynamics/fit-dynamics.ts";
import { jumpedStreams, streamFromSeed } from "../math/random.ts";
import type { Rollout } from "../rollout.ts";
import type { Sampler } from "../sampling/sampler.ts";
import type { System } from "../systems/system.ts";
import type { IterationNumbers, LinearGaussianController, TrainingProgress } from "../trainer-api.ts";
import { adaptStep, customaryFactors } from "../trajectory/adapt-step.ts";
import { expectedCost } from "../trajectory/expected-cost.ts";
import { forwardPass } from "../trajectory/forward-pass.ts";
import { customarySearch, improveController } from "../trajectory/improve-controller.ts";
import type { Dims, GaussianState, LinearDynamics, QuadraticCost } from "../trajectory/types.ts";
import { batchOf } from "./batch.ts";
import type { RunConfig, TrajectoryOptions } from "./config.ts";
import { type MixtureMemory, updateMixture } from "./mixture-memory.ts";
import { Stopwatch, summarise } from "./summary.ts";

/** Everything that an iteration hands to the next. */
export interface TrajectoryState {
  /** Iterations done. */
  iteration: number;
  /** Rollouts simulated. */
  rollouts: number;
  /** State of the random stream that the next iteration's streams jump from. */
  random: number[];
  controller: LinearGaussianController;
  /** Multiplier of the KL step. */
  stepSize: number;
  eta: number;
  mixture: MixtureMemory;
  /** L(prev, prev) and L(cur, prev) of the last update; null before there was one. */
  predicted: { previous: number; current: number } | null;
}

/** What a step works with: the task, and the simulator behind two functions. */
export interface TrajectoryTools {
  system: System;
  sampler: Sampler;
  expandCost(rollouts: readonly Rollout[]): QuadraticCost;
  onProgress(progress: Omit<TrainingProgress, "iteration">): void;
}

export interface TrajectoryIteration {
  status: "ok";
  state: TrajectoryState;
  numbers: IterationNumbers;
  rollouts: Rollout[];
}

export function initialTrajectoryState(system: System, config: RunConfig): TrajectoryState {
  return {
    iteration: 0,
    rollouts: 0,
    random: streamFromSeed(config.seed).state(),
    controller: system.initialController(),
    stepSize: 1,
    eta: 1,
    mixture: { mixture: null, window: [] },
    predicted: null,
  };
}

/** One iteration. Fails, as a value, when too few rollouts are left to fit to or no improvement can be computed. */
export async function trajectoryStep(
  state: TrajectoryState,
  config: RunConfig,
  tools: TrajectoryTools,
): Promise<TrajectoryIteration | { status: "failed"; reason: string }> {
  const { options } = config;
  const { description } = tools.system;
  const watch = new Stopwatch();

  const streams = jumpedStreams(state.random, config.samples);
  const draws = streams.states.map((stream) => ({ stream, smoothing: options.noiseSmoothing }));
  const rollouts = await tools.sampler.sample(state.controller, draws, (done) =>
    tools.onProgress({ phase: "sample", done, total: draws.length }),
  );
  const sane = rollouts.filter(({ status }) => status === "ok");
  if (sane.length < 2) {
    return { status: "failed", reason: `${rollouts.length - sane.length} of ${rollouts.length} rollouts diverged; two are needed to fit dynamics` };
  }
  watch.lap("sample");

  tools.onProgress({ phase: "fit", done: rollouts.length, total: rollouts.length });
  const batch = batchOf(sane, description);
  const mixture = config.prior === "gmm" ? updateMixture(state.mixture, batch, streams.next, options) : { status: "ok" as const, memory: state.mixture };
  if (mixture.status === "failed") return mixture;
  const fitted = fitDynamics(batch, {
    prior: mixture.memory.mixture,
    ridge: options.ridge,
    strengths: { mean: options.priorMean, scatter: options.priorCovariance },
  });
  if (fitted.status !== "ok") return { status: "failed", reason: `the dynamics of step ${fitted.step + 1} are ${fitted.status.replaceAll("-", " ")}` };
  const { dynamics } = fitted;
  const cost = tools.expandCost(sane);
  watch.lap("fit");

  tools.onProgress({ phase: "optimise", done: rollouts.length, total: rollouts.length });
  const dims: Dims = { steps: description.steps, stateDim: description.stateDim, actionDim: description.actionDim };
  const initial = initialStateOf(tools.system);
  const current = expectedCostOf(state.controller, dynamics, cost, initial, dims);
  const stepSize = state.predicted ? nextStepSize(state, state.predicted, current, options) : state.stepSize;
  const improved = improveController(
    { dims, dynamics, cost, previous: state.controller, initial },
    { ...customarySearch, klBound: options.klStep * stepSize * dims.steps, eta0: state.eta },
  );
  if (improved.status === "failed") return improved;
  watch.lap("optimise");

  const next: TrajectoryState = {
    iteration: state.iteration + 1,
    rollouts: state.rollouts + rollouts.length,
    random: streams.next,
    controller: improved.controller,
    stepSize,
    eta: improved.eta,
    mixture: mixture.memory,
    predicted: { previous: current, current: expectedCost(cost, improved.marginals, dims).total },
  };
  const numbers = {
    iteration: next.iteration,
    rollouts: next.rollouts,
    ...summarise(rollouts),
    kl: improved.kl,
    eta: improved.eta,
    stepSize,
    seconds: watch.total(),
    phases: watch.laps(),
  };
  return { status: "ok", state: next, numbers, rollouts };
}

/** x_1 ~ N(mean, diag(std²)) of the task's condition. */
function initialStateOf({ description }: System): GaussianState {
  const [{ mean, std }] = description.conditions;
  const dX = mean.length;
  const covariance = new Float64Array(dX * dX);
  for (const [i, sigma] of std.entries()) covariance[i * dX + i] = sigma ** 2;
  return { mean: Float64Array.from(mean), covariance };
}

/** L(a, b): expected cost of a controller under a model; Infinity where the model is unstable under it. */
function expectedCostOf(
  controller: LinearGaussianController,
  dynamics: LinearDynamics,
  cost: QuadraticCost,
  initial: GaussianState,
  dims: Dims,
): number {
  const forward = forwardPass(controller, dynamics, initial, dims);
  return forward.status === "ok" ? expectedCost(cost, forward.marginals, dims).total : Number.POSITIVE_INFINITY;
}

function nextStepSize(
  state: TrajectoryState,
  predicted: { previous: number; current: number },
  current: number,
  options: TrajectoryOptions,
): number {
  return adaptStep(
    {
      previousUnderPrevious: predicted.previous,
      currentUnderPrevious: predicted.current,
      currentUnderCurrent: current,
    },
    state.stepSize,
    { ...customaryFactors, minMultiplier: options.stepMin, maxMultiplier: options.stepMax },
  );
}
