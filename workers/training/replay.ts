/** Replays recorded rollouts of a task for whoever wants to see their forces. */
import { type MotionPhysics, replay } from "../physics/replay.ts";
import { Simulation } from "../physics/simulation.ts";
import { systemOf } from "../systems/index.ts";
import type { ReplayJob } from "../trainer-api.ts";

/** @throws ModelError with what MuJoCo refuses, in one line */
export async function replayMotions({ task, model, motions, poses }: ReplayJob): Promise<MotionPhysics[]> {
  const { description, forces } = systemOf(task);
  const simulation = await Simulation.load(model, forces);
  try {
    return motions.map((motion) => replay(simulation, motion, description.actionDim, poses));
  } finally {
    simulation.dispose();
  }
}
