/** What a run's final controller is and does, asked of a worker. Nothing is written. */

import type { Rollout } from "../../workers/rollout.ts";
import type { EvaluationJob, LinearGaussianController } from "../../workers/trainer-api.ts";
import { GuidepostError } from "../errors.ts";
import { mean } from "../statistics.ts";
import { runName } from "../store/errors.ts";
import type { Store } from "../store/store.ts";
import type { RunConfig } from "./api.ts";
import type { Runs } from "./runs.ts";
import { withTrainer } from "./trainer.ts";

export interface EvaluationOptions {
  episodes: number;
  seed: number;
  /** Add the controller's own action noise. */
  noise: boolean;
  workers: number;
}

/** The seed that evaluations use unless another is asked for: the same initial states for every run. */
export const evaluationSeed = 1000;

export interface Scores {
  metric: number | null;
  success: number;
  cost: number | null;
}

/** A run's worth of things that evaluation and export need. */
export interface FinishedWork {
  store: Store;
  runs: Runs;
  trainerEntry: string;
}

/** Fresh rollouts of the newest checkpoint's controller, one an episode. */
export async function evaluateRun(work: FinishedWork, run: number, options: EvaluationOptions): Promise<Rollout[]> {
  const { config } = work.runs.detail(run);
  const model = work.runs.model(run);
  const { state } = newestCheckpoint(work, run);
  return evaluated(work, { config, model, checkpoint: state, ...options });
}

/** The same of the controller that a run of this configuration starts from: of the demonstration, where the task has one. */
export function evaluateStart(
  work: FinishedWork,
  config: RunConfig,
  model: string,
  options: EvaluationOptions,
): Promise<Rollout[]> {
  return evaluated(work, { config, model, checkpoint: null, ...options });
}

function evaluated({ trainerEntry }: FinishedWork, job: EvaluationJob): Promise<Rollout[]> {
  return withTrainer(trainerEntry, (trainer) => trainer.call((api) => api.evaluate(job)));
}

/** Means over the episodes that did not diverge, fallen ones among them, null when all did; success over all. */
export function meanScores(rollouts: readonly Rollout[]): Scores {
  const ended = rollouts.filter(({ status }) => status !== "diverged");
  return {
    metric: ended.length === 0 ? null : mean(ended.map(({ metric }) => metric)),
    success: rollouts.filter(({ success }) => success).length / rollouts.length,
    cost: ended.length === 0 ? null : mean(ended.map(({ cost }) => cost)),
  };
}

/** The controller after the last update. */
export async function finalController(work: FinishedWork, run: number): Promise<LinearGaussianController> {
  const { config } = work.runs.detail(run);
  const { state } = newestCheckpoint(work, run);
  return withTrainer(work.trainerEntry, (trainer) => trainer.call((api) => api.controllerOf(config, state)));
}

function newestCheckpoint({ store, runs }: FinishedWork, run: number): { state: Record<string, unknown> } {
  const checkpoint = store.checkpoint(runs.summary(run).id);
  if (checkpoint !== null) return checkpoint;
  throw new GuidepostError(
    `Run ${runName(run)} has no controller: no iteration was finished.`,
    `guidepost train --resume ${run} goes on with it.`,
  );
}
