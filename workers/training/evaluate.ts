/** Fresh rollouts of a finished or unfinished run's controller. */

import { jumpedStreams, streamFromSeed } from "../math/random.ts";
import { resultOf, type TrajectoryState } from "../methods/trajectory.ts";
import type { Rollout } from "../rollout.ts";
import { openPool } from "../sampling/pool.ts";
import { systemOf } from "../systems/index.ts";
import type { Checkpoint, EvaluationJob, LinearGaussianController } from "../trainer-api.ts";
import { simulatorScript } from "./scripts.ts";

/** The controller that a checkpoint would act with. */
export function controllerOf(checkpoint: Checkpoint): LinearGaussianController {
  return resultOf(checkpoint as unknown as TrajectoryState);
}

/** Initial states come from the task's condition, one random stream an episode. */
export async function evaluate(job: EvaluationJob): Promise<Rollout[]> {
  const { config, model, workers } = job;
  const { steps } = systemOf(config.task).description;
  const pool = await openPool({
    script: simulatorScript,
    workers,
    task: config.task,
    model,
    steps,
    isCancelled: () => false,
  });
  try {
    const { states } = jumpedStreams(streamFromSeed(job.seed).state(), job.episodes);
    const smoothing = job.noise ? config.options.noiseSmoothing : null;
    const draws = states.map((stream) => ({ stream, smoothing, spread: 1 }));
    return await pool.sample(controllerOf(job.checkpoint), draws, () => {});
  } finally {
    await pool.dispose();
  }
}
