/** What a run acts with, and fresh rollouts of it: of a finished run, of an unfinished one, or of the start of one. */

import { jumpedStreams, streamFromSeed } from "../math/random.ts";
import type { RunConfig } from "../methods/config.ts";
import type { MethodState } from "../methods/method.ts";
import { methodOf } from "../methods/methods.ts";
import { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import { openPool } from "../sampling/pool.ts";
import { systemOf } from "../systems/index.ts";
import type { Actor, ActorChoice, Checkpoint, EvaluationJob } from "../trainer-api.ts";
import { firstController } from "./first-controller.ts";
import { simulatorScript } from "./scripts.ts";

/** What a checkpoint would act with; null for a policy where there is none. */
export function actorOf(config: RunConfig, checkpoint: Checkpoint, which: ActorChoice): Actor | null {
  const method = methodOf(config);
  const state = checkpoint as unknown as MethodState;
  if (which === "controller") return { kind: "controller", controller: method.resultOf(state) };
  const policy = method.policyOf(state, which);
  return policy && { kind: "policy", policy };
}

async function firstActor({ config, model }: EvaluationJob): Promise<Actor> {
  const system = systemOf(config.task);
  const simulation = await Simulation.load(model, system.forces);
  try {
    return { kind: "controller", controller: firstController(config, system, simulation) };
  } finally {
    simulation.dispose();
  }
}

/** Initial states come from the task's condition, one random stream an episode. */
export async function evaluate(job: EvaluationJob): Promise<Rollout[]> {
  const { config, model, workers, steps } = job;
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
    const draws = states.map((stream) => ({ stream, smoothing, spread: 1, steps }));
    return await pool.sample(job.actor ?? (await firstActor(job)), draws, () => {});
  } finally {
    await pool.dispose();
  }
}
