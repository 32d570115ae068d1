/** What an experiment wants to know of a run, and over the seeds. */
import type { RunDetail, TaskDescription } from "../engine/api.ts";
import { mean, median } from "../statistics.ts";
import { validationRollouts } from "./budget.ts";
import type { Episode } from "./episode.ts";
import { type Steadiness, steadinessOf } from "./steadiness.ts";

export type Better = TaskDescription["metric"]["better"];

/**
 * What diverged is the worst that its measure can be, Infinity or −Infinity, and so are rollouts that were never enough.
 * NaN stands for what was not measured.
 */
export interface Measures extends Steadiness {
  /** Means over the episodes without noise in the conditions of the training, in the metric's unit. */
  metric: number;
  medianMetric: number;
  /** Metric of the worst of them. */
  worstMetric: number;
  /** Fraction of them that succeed. */
  success: number;
  cost: number;
  /** Fraction of them that end in a fall. */
  fallen: number;
  /** [m] */
  travelled: number;
  /** Of the episodes without noise in conditions that were held out. */
  heldOutMedianMetric: number;
  heldOutSuccess: number;
  /** The same of the episodes with the controller's own noise. */
  noisyMetric: number;
  noisySuccess: number;
  /** Rollouts that the run was trained with. */
  rollouts: number;
  /** Those of them that only tried policies. */
  validation: number;
  /** Rollouts after which the mean of an iteration's noisy rollouts first passed the metric to reach. */
  rolloutsToReach: number;
  /** Computing time of an iteration [s], and its part in the LQR with its η search. */
  secondsPerIteration: number;
  lqrSeconds: number;
}

/** One run of the experiment, or the controller that runs start from. */
export interface Measurement extends Measures {
  run: number | null;
  seed: number | null;
}

export interface Episodes {
  /** Without noise, in the conditions of the training and in others. */
  still: readonly Episode[];
  heldOut: readonly Episode[];
  noisy: readonly Episode[];
}

/**
 * @param run null where nothing was trained
 * @param reached metric to reach; null where nobody asks
 */
export function measure(
  run: RunDetail | null,
  { still, heldOut, noisy }: Episodes,
  better: Better,
  reached: number | null,
): Measurement {
  const iterations = run?.iterations ?? [];
  // An iLQG that has settled simulates nothing any more.
  const working = iterations.filter(({ rollouts }, i) => i === 0 || rollouts > iterations[i - 1].rollouts);
  const metricsOf = (episodes: readonly Episode[]) => episodes.map((episode) => metricOf(episode, better));
  const metrics = metricsOf(still);
  const first = iterations.find(({ metric }) => metric !== null && reached !== null && passes(metric, reached, better));
  return {
    run: run?.summary.id ?? null,
    seed: run?.summary.seed ?? null,
    metric: mean(metrics),
    medianMetric: median(metrics),
    worstMetric: worst(metrics, better),
    success: shareOf(still, succeeded),
    cost: mean(still.map(({ status, cost }) => (status === "diverged" ? Number.POSITIVE_INFINITY : cost))),
    fallen: shareOf(still, ({ status }) => status === "fallen"),
    travelled: mean(still.map(({ travelled }) => travelled ?? Number.NaN)),
    heldOutMedianMetric: heldOut.length === 0 ? Number.NaN : median(metricsOf(heldOut)),
    heldOutSuccess: shareOf(heldOut, succeeded),
    noisyMetric: mean(metricsOf(noisy)),
    noisySuccess: shareOf(noisy, succeeded),
    rollouts: run?.summary.rollouts ?? 0,
    validation: run === null ? 0 : validationRollouts(iterations.length, run.config, run.task),
    ...steadinessOf(iterations),
    rolloutsToReach: first?.rollouts ?? Number.POSITIVE_INFINITY,
    secondsPerIteration: mean(working.map(({ seconds }) => seconds)),
    lqrSeconds: mean(working.map(({ phases }) => phases.optimise)),
  };
}

/** What a metric is that no rollout has, since all diverged. */
export function worstPossible(better: Better): number {
  return better === "lower" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** Each measure's median and worst over the seeds. */
export function overSeeds(measurements: readonly Measures[], better: Better): { median: Measures; worst: Measures } {
  const of = (combine: (values: number[], betterOne: Better) => number): Measures =>
    Object.fromEntries(
      Object.entries(betterMeasure(better)).map(([key, betterOne]) => [
        key,
        combine(
          measurements.map((one) => one[key as keyof Measures]),
          betterOne,
        ),
      ]),
    ) as unknown as Measures;
  return { median: of(median), worst: of(worst) };
}

/** Which value of each measure is the better one. */
function betterMeasure(metric: Better): Record<keyof Measures, Better> {
  return {
    metric,
    medianMetric: metric,
    worstMetric: metric,
    success: "higher",
    cost: "lower",
    fallen: "lower",
    travelled: "higher",
    heldOutMedianMetric: metric,
    heldOutSuccess: "higher",
    noisyMetric: metric,
    noisySuccess: "higher",
    rollouts: "lower",
    validation: "lower",
    successDrop: "lower",
    costRise: "lower",
    rolloutsToReach: "lower",
    secondsPerIteration: "lower",
    lqrSeconds: "lower",
  };
}

function worst(values: readonly number[], better: Better): number {
  return better === "lower" ? Math.max(...values) : Math.min(...values);
}

function passes(metric: number, reached: number, better: Better): boolean {
  return better === "lower" ? metric < reached : metric > reached;
}

function metricOf({ status, metric }: Episode, better: Better): number {
  return status === "diverged" ? worstPossible(better) : metric;
}

/** NaN of no episodes. */
function shareOf(episodes: readonly Episode[], counts: (episode: Episode) => boolean): number {
  return episodes.filter(counts).length / episodes.length;
}

function succeeded({ success }: Episode): boolean {
  return success;
}
