/** The training loop: step, hand over, repeat. It only stops, reports and waits for the commit. */

import { openKernels } from "../kernels/kernels.ts";
import {
  initialTrajectoryState,
  type TrajectoryState,
  type TrajectoryTools,
  trajectoryStep,
} from "../methods/trajectory.ts";
import { expandCost } from "../physics/expand-cost.ts";
import { Simulation } from "../physics/simulation.ts";
import { openPool } from "../sampling/pool.ts";
import { CancelledError } from "../sampling/sampler.ts";
import { systemOf } from "../systems/index.ts";
import type { IterationResult, TrainingJob, TrainingOutcome, TrainingProgress } from "../trainer-api.ts";
import { kernelScript, simulatorScript } from "./scripts.ts";

export interface TrainingHooks {
  isCancelled(): boolean;
  /** Awaited: nothing goes on before the iteration is committed. */
  onIteration(result: IterationResult): Promise<void>;
  onProgress(progress: TrainingProgress): void;
}

export async function train(job: TrainingJob, hooks: TrainingHooks): Promise<TrainingOutcome> {
  const { config, model } = job;
  const system = systemOf(config.task);
  const simulation = await Simulation.load(model);
  const { steps } = system.description;
  const { isCancelled } = hooks;
  const pool = await openPool({
    script: simulatorScript,
    workers: job.workers,
    task: config.task,
    model,
    steps,
    isCancelled,
  });
  const { kernels, close } = await openKernels(job.kernels, { threads: job.workers, script: kernelScript });
  try {
    let state = job.resume ? (job.resume as unknown as TrajectoryState) : initialTrajectoryState(system, config);
    while (state.iteration < config.iterations) {
      const tools: TrajectoryTools = {
        system,
        sampler: pool,
        kernels,
        expandCost: (rollouts) => expandCost(simulation, system, rollouts),
        onProgress: (progress) => hooks.onProgress({ iteration: state.iteration + 1, ...progress }),
      };
      const step = await trajectoryStep(state, config, tools);
      if (step.status === "failed") return step;
      const { numbers, rollouts } = step;
      await hooks.onIteration({ numbers, rollouts, controller: state.candidate, checkpoint: { ...step.state } });
      state = step.state;
      if (isCancelled() && state.iteration < config.iterations) return { status: "cancelled" };
    }
    return { status: "completed" };
  } catch (error) {
    if (error instanceof CancelledError) return { status: "cancelled" };
    throw error;
  } finally {
    await pool.dispose();
    await close();
    simulation.dispose();
  }
}
