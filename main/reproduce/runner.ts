/** Trains and evaluates the runs of an experiment, one after another; what a project already holds is not repeated. */
import type { Progress, RunConfig, RunDetail } from "../engine/api.ts";
import type { Engine } from "../engine/engine.ts";
import { evaluateRun, evaluationSeed, type FinishedWork } from "../engine/evaluation.ts";
import { usualChoice } from "../engine/evaluation-parts.ts";
import { GuidepostError } from "../errors.ts";
import { runName } from "../store/errors.ts";
import { configOf, type Experiment, type ExperimentRow } from "./experiment.ts";
import { findRun, type Ground, isDone } from "./ledger.ts";
import { type Measurement, measure } from "./measure.ts";

/** What the runs are made with. */
export interface Bench {
  engine: Engine;
  work: FinishedWork;
  ground: Ground;
  /** Rollout workers. */
  workers: number;
}

export interface PlannedRun {
  row: ExperimentRow;
  config: RunConfig;
  /** What the project holds of it. */
  known: RunDetail | null;
}

export interface FinishedRun {
  row: ExperimentRow;
  detail: RunDetail;
  measurement: Measurement;
}

/** Told as things happen. */
export interface Watcher {
  /** The run numbered `index` (from 0) of the plan begins. */
  begin(index: number): void;
  progress(progress: Progress): void;
  done(index: number, run: FinishedRun): void;
}

/** Every row with every seed, in that order. */
export function planOf({ rows }: Experiment, seeds: readonly number[], { engine, ground }: Bench): PlannedRun[] {
  return rows.flatMap((row) =>
    seeds.map((seed) => {
      const config = configOf(row, seed);
      return { row, config, known: findRun(engine, config, ground) };
    }),
  );
}

/** Resolves to the finished runs in the plan's order, or to null when it was told to stop. */
export async function runPlan(
  experiment: Experiment,
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
    for (const [index, planned] of plan.entries()) {
      watcher.begin(index);
      const detail = signal.aborted ? null : await completed(planned, bench);
      const measurement = detail === null || signal.aborted ? null : await evaluated(experiment, detail, bench);
      if (detail === null || measurement === null || signal.aborted) return null;
      finished.push({ row: planned.row, detail, measurement });
      watcher.done(index, finished[index]);
    }
    return finished;
  } finally {
    events.off("progress", watcher.progress);
    signal.removeEventListener("abort", stop);
  }
}

/** The run as far as it goes; one whose method failed before the end counts as it is. Null when it was stopped. */
async function completed({ config, known }: PlannedRun, { engine, workers }: Bench): Promise<RunDetail | null> {
  if (known !== null && isDone(known)) return known;
  const { finished } =
    known === null ? await engine.start(config, { workers }) : await engine.continue(known.summary.id, { workers });
  const { id, status, reason, iterationsDone } = await finished;
  if (status === "cancelled") return null;
  if (iterationsDone > 0) return engine.runsOf.detail(id);
  throw new GuidepostError(`Run ${runName(id)} ended before its first iteration: ${reason}.`);
}

async function evaluated(experiment: Experiment, detail: RunDetail, { work, workers }: Bench): Promise<Measurement> {
  const { episodes, reached } = experiment;
  const ask = (count: number, noise: boolean) =>
    evaluateRun(work, detail.summary.id, { ...usualChoice, episodes: count, seed: evaluationSeed, noise, workers });
  return measure(detail, await ask(episodes.still, false), await ask(episodes.noisy, true), reached);
}
