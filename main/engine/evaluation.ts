/** What a run's final controller is and does, asked of a worker. Nothing is written. */

import type { Rollout } from "../../workers/rollout.ts";
import type { LinearGaussianController } from "../../workers/trainer-api.ts";
import { GuidepostError } from "../errors.ts";
import { runName } from "../store/errors.ts";
import type { Store } from "../store/store.ts";
import type { Runs } from "./runs.ts";
import { withTrainer } from "./trainer.ts";

export interface EvaluationOptions {
  episodes: number;
  seed: number;
  /** Add the controller's own action noise. */
  noise: boolean;
  workers: number;
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
  return withTrainer(work.trainerEntry, (trainer) =>
    trainer.call((api) => api.evaluate({ config, model, checkpoint: state, ...options })),
  );
}

/** The controller after the last update. */
export async function finalController(work: FinishedWork, run: number): Promise<LinearGaussianController> {
  const { state } = newestCheckpoint(work, run);
  return withTrainer(work.trainerEntry, (trainer) => trainer.call((api) => api.controllerOf(state)));
}

function newestCheckpoint({ store, runs }: FinishedWork, run: number): { state: Record<string, unknown> } {
  const checkpoint = store.checkpoint(runs.summary(run).id);
  if (checkpoint !== null) return checkpoint;
  throw new GuidepostError(
    `Run ${runName(run)} has no controller: no iteration was finished.`,
    `guidepost train --resume ${run} goes on with it.`,
  );
}
