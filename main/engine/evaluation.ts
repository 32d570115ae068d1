/** What a run has come to and what that does, asked of a worker. Nothing is written. */
import type { Rollout } from "../../workers/rollout.ts";
import type { EvaluationJob, RunResult } from "../../workers/trainer-api.ts";
import { GuidepostError } from "../errors.ts";
import { runName } from "../store/errors.ts";
import type { Store } from "../store/store.ts";
import { type Choice, partsOf, stepsOf } from "./evaluation-parts.ts";
import type { Runs } from "./runs.ts";
import { withTrainer } from "./trainer.ts";

export interface EvaluationOptions extends Choice {
  /** Of each condition. */
  episodes: number;
  seed: number;
  /** Add the actor's own action noise. */
  noise: boolean;
  workers: number;
}

/** The seed that evaluations use unless another is asked for: the same initial states for every run. */
export const evaluationSeed = 1000;

/** A run's worth of things that evaluation and export need. */
export interface FinishedWork {
  store: Store;
  runs: Runs;
  trainerEntry: string;
}

/** Fresh rollouts of what the run has come to, one an episode, condition after condition. */
export async function evaluateRun(work: FinishedWork, run: number, options: EvaluationOptions): Promise<Rollout[]> {
  const { config, task } = work.runs.detail(run);
  const result = await finalResult(work, run);
  const parts = partsOf(run, task, config, result, options);
  const { episodes, seed, workers } = options;
  const job: EvaluationJob = {
    task: config.task,
    model: work.runs.model(run),
    workers,
    parts,
    episodes,
    seed,
    smoothing: options.noise ? config.options.noiseSmoothing : null,
    steps: stepsOf(task, parts[0].actor.kind, options.seconds),
  };
  return withTrainer(work.trainerEntry, (trainer) => trainer.call((api) => api.evaluate(job)));
}

/** What the run has come to after its last update. */
export async function finalResult(work: FinishedWork, run: number): Promise<RunResult> {
  const { config } = work.runs.detail(run);
  const { state } = newestCheckpoint(work, run);
  return withTrainer(work.trainerEntry, (trainer) => trainer.call((api) => api.resultOf(config, state)));
}

function newestCheckpoint({ store, runs }: FinishedWork, run: number): { state: Record<string, unknown> } {
  const checkpoint = store.checkpoint(runs.summary(run).id);
  if (checkpoint !== null) return checkpoint;
  throw new GuidepostError(
    `Run ${runName(run)} has no controller: no iteration was finished.`,
    `guidepost train --resume ${run} goes on with it.`,
  );
}
