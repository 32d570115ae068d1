/** Fresh rollouts of a run's controller: a finished run's, an unfinished one's, or that which a run starts from. */

import { jumpedStreams, streamFromSeed } from "../math/random.ts";
import type { RunConfig } from "../methods/config.ts";
import type { MethodState } from "../methods/method.ts";
import { methodOf } from "../methods/methods.ts";
import { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import { openPool } from "../sampling/pool.ts";
import { systemOf } from "../systems/index.ts";
import type { Checkpoint, EvaluationJob, LinearGaussianController } from "../trainer-api.ts";
import { firstController } from "./first-controller.ts";
import { simulatorScript } from "./scripts.ts";

/** The controller that a checkpoint would act with. */
export function controllerOf(config: RunConfig, checkpoint: Checkpoint): LinearGaussianController {
  return methodOf(config).resultOf(checkpoint as unknown as MethodState);
}

async function actingController({ config, model, checkpoint }: EvaluationJob): Promise<LinearGaussianController> {
  if (checkpoint !== null) return controllerOf(config, checkpoint);
  const system = systemOf(config.task);
  const simulation = await Simulation.load(model, system.forces);
  try {
    return firstController(config, system, simulation);
  } finally {
    simulation.dispose();
  }
}

/** Initial states come from the task's condition, one random stream an episode. */
export async function evaluate(job: EvaluationJob): Promise<Rollout[]> {
  const { config, model, workers } = job;
  const pool = await openPool({
    script: simulatorScript,
    workers,
    task: config.task,
    model,
    isCancelled: () => false,
  });
  try {
    const { states } = jumpedStreams(streamFromSeed(job.seed).state(), job.episodes);
    const smoothing = job.noise ? config.options.noiseSmoothing : null;
    const draws = states.map((stream) => ({ stream, smoothing, spread: 1 }));
    return await pool.sample({ kind: "controller", controller: await actingController(job) }, draws, () => {});
  } finally {
    await pool.dispose();
  }
}
