/** Trains and evaluates the runs of an experiment, one after another; what a project already holds is not repeated. */

import { conditionSetOf } from "../../workers/systems/description.ts";
import type { Progress, RunConfig, RunDetail } from "../engine/api.ts";
import { configHash } from "../engine/config-hash.ts";
import type { Engine } from "../engine/engine.ts";
import {
  type EvaluationOptions,
  evaluateRun,
  evaluateStart,
  evaluationSeed,
  type FinishedWork,
} from "../engine/evaluation.ts";
import { type AnyRollout, episodeOf } from "./episode.ts";
import { configOf, type Experiment, type ExperimentRow, type Study } from "./experiment.ts";
import { findRun, type Ground, isDone } from "./ledger.ts";
import { type Episodes, type Measurement, measure } from "./measure.ts";

/** What the runs are made with. */
export interface Bench {
  engine: Engine;
  work: FinishedWork;
  /** By the names of the tasks. */
  grounds: ReadonlyMap<string, Ground>;
  /** Rollout workers. */
  workers: number;
}

export interface PlannedRun {
  /** Place in the plan of the whole experiment, from 0. */
  index: number;
  study: Study;
  row: ExperimentRow;
  config: RunConfig;
  ground: Ground;
  /** Whether anything is left to train. */
  trains: boolean;
}

export interface FinishedRun {
  row: ExperimentRow;
  /** null where nothing was trained. */
  detail: RunDetail | null;
  measurement: Measurement;
}

/** Told as things happen. */
export interface Watcher {
  begin(planned: PlannedRun): void;
  progress(progress: Progress): void;
  done(planned: PlannedRun, finished: FinishedRun): void;
}

/** Every row with each of its seeds, in that order, study after study. */
export function planOf({ studies }: Experiment, seeds: readonly number[], { engine, grounds }: Bench): PlannedRun[] {
  const claimed = new Set<string>();
  /** Rows may measure the same run: the first of them trains it. */
  const trains = (row: ExperimentRow, config: RunConfig, ground: Ground): boolean => {
    const hash = configHash(config);
    if (row.measured === "first" || claimed.has(hash)) return false;
    claimed.add(hash);
    const known = findRun(engine, config, ground);
    return known === null || !isDone(known);
  };
  return studies
    .flatMap((study) => study.rows.flatMap((row) => seedsOf(row, seeds).map((seed) => ({ study, row, seed }))))
    .map(({ study, row, seed }, index) => {
      const ground = grounds.get(study.task);
      if (ground === undefined) throw new RangeError(`no ground for ${study.task}`);
      const config = configOf(row, seed, ground.task);
      return { index, study, row, config, ground, trains: trains(row, config, ground) };
    });
}

function seedsOf({ seeds: which }: ExperimentRow, seeds: readonly number[]): readonly number[] {
  return which === "first" ? seeds.slice(0, 1) : seeds;
}

/** Resolves to the finished runs in the plan's order, or to null when it was told to stop. */
export async function runPlan(
  plan: readonly PlannedRun[],
  bench: Bench,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<FinishedRun[] | null> {
  const { events } = bench.engine;
  const stop = (): void => void bench.engine.stop();
  signal.addEventListener("abort", stop);
  events.on("progress", watcher.progress);
  try {
    const finished: FinishedRun[] = [];
    for (const planned of plan) {
      watcher.begin(planned);
      const run = signal.aborted ? null : await finish(planned, bench);
      if (run === null || signal.aborted) return null;
      finished.push(run);
      watcher.done(planned, run);
    }
    return finished;
  } finally {
    events.off("progress", watcher.progress);
    signal.removeEventListener("abort", stop);
  }
}

/** Null when it was stopped. */
async function finish(planned: PlannedRun, bench: Bench): Promise<FinishedRun | null> {
  const { row, study, ground } = planned;
  const detail = row.measured === "first" ? null : await trained(planned, bench);
  if (detail === "stopped") return null;
  const episodes = await episodesOf(planned, detail, bench);
  const measurement = measure(detail, episodes, ground.task.metric.better, study.reached);
  return { row, detail, measurement };
}

/** The run as far as it goes; one whose method failed before the end counts as it is. */
async function trained({ config, ground }: PlannedRun, { engine, workers }: Bench): Promise<RunDetail | "stopped"> {
  const known = findRun(engine, config, ground);
  if (known !== null && isDone(known)) return known;
  const { finished } =
    known === null ? await engine.start(config, { workers }) : await engine.continue(known.summary.id, { workers });
  const { id, status } = await finished;
  return status === "cancelled" ? "stopped" : engine.runsOf.detail(id);
}

/** What the row measures, by where it was. */
async function episodesOf(planned: PlannedRun, detail: RunDetail | null, bench: Bench): Promise<Episodes> {
  const { study, config, ground } = planned;
  const { still, noisy } = await rolloutsOf(planned, detail, bench);
  const heldOut = new Set(conditionSetOf(ground.task, config.conditions)?.heldOut.map(({ name }) => name));
  const episodes = (rollouts: readonly AnyRollout[]) =>
    rollouts.map((one) => episodeOf(one, ground.task, study.success));
  return {
    still: episodes(still.filter(({ condition }) => !heldOut.has(condition))),
    heldOut: episodes(still.filter(({ condition }) => heldOut.has(condition))),
    noisy: episodes(noisy),
  };
}

/** Without and with noise. A run that failed in its first iteration has only the controller that it started from. */
async function rolloutsOf(
  { row: { measured }, study, config, ground }: PlannedRun,
  detail: RunDetail | null,
  { work, workers }: Bench,
): Promise<{ still: AnyRollout[]; noisy: AnyRollout[] }> {
  const done = detail?.summary.iterationsDone ?? 0;
  const known = detail !== null && done > 0 ? detail.summary.id : null;
  if (measured === "last rollout" && known !== null) return { still: work.runs.rollouts(known, done), noisy: [] };
  const ask = async (episodes: number, noise: boolean): Promise<AnyRollout[]> => {
    const options: EvaluationOptions = { episodes, seed: evaluationSeed, noise, workers };
    if (episodes === 0) return [];
    if (known === null || measured === "first" || measured === "last rollout") {
      return evaluateStart(work, config, ground, options);
    }
    const seconds = measured === "controller" ? null : study.policySeconds;
    return evaluateRun(work, known, { policy: measured, condition: null, seconds }, options);
  };
  return { still: await ask(study.episodes.still, false), noisy: await ask(study.episodes.noisy, true) };
}
