/** Fresh rollouts of an exported file, from the same initial states as those of a run's own evaluation. */
import { jumpedStreams, streamFromSeed, streamFromState } from "../math/random.ts";
import { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import { systemOf } from "../systems/index.ts";
import type { FileEvaluationJob } from "./contract.ts";
import { openFile } from "./file-actor.ts";
import { fileRollout } from "./file-rollout.ts";

/**
 * @returns rollouts condition after condition
 * @throws RefusedFileError, ModelError
 */
export async function evaluateFile(job: FileEvaluationJob): Promise<Rollout[]> {
  const { conditions, episodes, steps } = job;
  const system = systemOf(job.task);
  const file = await openFile(job);
  const simulation = await Simulation.load(job.model, system.forces);
  const { states } = jumpedStreams(streamFromSeed(job.seed).state(), conditions.length * episodes);
  try {
    const rollouts: Rollout[] = [];
    for (const [i, state] of states.entries()) {
      const condition = conditions[Math.floor(i / episodes)];
      const { mean, std } = condition;
      const { normal } = streamFromState(state);
      // x_1 ~ N(mean, diag(std²))
      const initialState = Float64Array.from(mean, (m, j) => m + std[j] * normal());
      rollouts.push(await fileRollout(simulation, system, file, { condition, initialState, steps }));
    }
    return rollouts;
  } finally {
    simulation.dispose();
    await file.dispose();
  }
}
