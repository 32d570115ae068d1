/** Fresh rollouts of an exported file, from the same initial states as those of a run's own evaluation. */
import { jumpedStreams, streamFromSeed, streamFromState } from "../math/random.ts";
import { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import { systemOf } from "../systems/index.ts";
import type { FileEvaluationJob } from "./contract.ts";
import { openFile } from "./file-actor.ts";
import { fileRollout } from "./file-rollout.ts";

/** @throws RefusedFileError, ModelError */
export async function evaluateFile(job: FileEvaluationJob): Promise<Rollout[]> {
  const system = systemOf(job.task);
  const file = await openFile(job);
  const simulation = await Simulation.load(job.model, system.forces);
  const { mean, std } = job.start;
  try {
    const rollouts: Rollout[] = [];
    for (const state of jumpedStreams(streamFromSeed(job.seed).state(), job.episodes).states) {
      const { normal } = streamFromState(state);
      // x_1 ~ N(mean, diag(std²))
      const initialState = Float64Array.from(mean, (m, i) => m + std[i] * normal());
      rollouts.push(await fileRollout(simulation, system, file, initialState));
    }
    return rollouts;
  } finally {
    simulation.dispose();
    await file.dispose();
  }
}
