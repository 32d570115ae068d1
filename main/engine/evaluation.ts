/** What a run has come to and what that does, asked of a worker. Nothing is written. */

import type { Rollout } from "../../workers/rollout.ts";
import { conditionSetOf } from "../../workers/systems/description.ts";
import type { EvaluationJob, Part, RunResult } from "../../workers/trainer-api.ts";
import { GuidepostError } from "../errors.ts";
import { runName } from "../store/errors.ts";
import type { Store } from "../store/store.ts";
import type { RunConfig, TaskDescription } from "./api.ts";
import { type Choice, partsOf, stepsOf } from "./evaluation-parts.ts";
import type { Runs } from "./runs.ts";
import { withTrainer } from "./trainer.ts";

export interface EvaluationOptions {
  /** Of each condition. */
  episodes: number;
  seed: number;
  /** Add the actor's own action noise. */
  noise: boolean;
  workers: number;
}

/**
 * The seed that evaluations use unless another is asked for: the same initial states for every run. Its first starts are
 * ordinary draws, in number beyond two standard deviations as in mean and spread (./evaluation-seed.test.ts).
 */
export const evaluationSeed = 4000;

/** A run's worth of things that evaluation and export need. */
export interface FinishedWork {
  store: Store;
  runs: Runs;
  trainerEntry: string;
}

/** Fresh rollouts of what the run has come to, one an episode, condition after condition. */
export async function evaluateRun(
  work: FinishedWork,
  run: number,
  choice: Choice,
  options: EvaluationOptions,
): Promise<Rollout[]> {
  const { config, task } = work.runs.detail(run);
  const parts = partsOf(run, task, config, await finalResult(work, run), choice);
  const steps = stepsOf(task, parts[0].actor.kind, choice.seconds);
  return evaluated(work, config, { model: work.runs.model(run), parts, steps }, options);
}

/** The same of the controller that a run of this configuration starts from: of the demonstration, where the task has one. */
export async function evaluateStart(
  work: FinishedWork,
  config: RunConfig,
  { model, task }: { model: string; task: TaskDescription },
  options: EvaluationOptions,
): Promise<Rollout[]> {
  const controllers = await withTrainer(work.trainerEntry, (trainer) =>
    trainer.call((api) => api.firstControllers(config, model)),
  );
  const { trained } = conditionSetOf(task, config.conditions) ?? { trained: [] };
  const parts = trained.map(
    (condition, i): Part => ({ condition, actor: { kind: "controller", controller: controllers[i] } }),
  );
  return evaluated(work, config, { model, parts, steps: task.steps }, options);
}

function evaluated(
  { trainerEntry }: FinishedWork,
  config: RunConfig,
  what: Pick<EvaluationJob, "model" | "parts" | "steps">,
  { noise, ...options }: EvaluationOptions,
): Promise<Rollout[]> {
  const smoothing = noise ? config.options.noiseSmoothing : null;
  const job: EvaluationJob = { task: config.task, ...what, smoothing, ...options };
  return withTrainer(trainerEntry, (trainer) => trainer.call((api) => api.evaluate(job)));
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
