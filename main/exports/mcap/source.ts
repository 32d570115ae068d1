/** Gathers what an MCAP file is made of. The physics replays the rollouts in a worker. */
import { checkModel } from "../../engine/models.ts";
import type { Runs } from "../../engine/runs.ts";
import { withTrainer } from "../../engine/trainer.ts";
import type { McapSource } from "./mcap.ts";

export async function mcapSource(runs: Runs, id: number, iteration: number, trainerEntry: string): Promise<McapSource> {
  const detail = runs.detail(id);
  const model = runs.model(id);
  const task = detail.task.name;
  const rollouts = runs.rollouts(id, iteration);
  return withTrainer(trainerEntry, async (trainer) => {
    const { scene } = await checkModel(trainer, task, model);
    const motions = rollouts.map(({ positions, velocities, actions }) => ({ positions, velocities, actions }));
    const physics = await trainer.call((api) => api.replay({ task, model, motions, poses: true }));
    return { detail, scene, rollouts, physics };
  });
}
