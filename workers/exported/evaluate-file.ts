/** Fresh rollouts of an exported file, from the same initial states as those of a run's own evaluation. */
import { jumpedStreams, streamFromSeed, streamFromState } from "../math/random.ts";
import { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import { systemOf } from "../systems/index.ts";
import type { FileEvaluationJob } from "./contract.ts";
import { type FileActor, openFile } from "./file-actor.ts";
import { fileRollout } from "./file-rollout.ts";

/** Between two signs that the file still answers [ms]. */
const INTERVAL = 500;

/**
 * @param onAnswer is told now and then that the file still answers
 * @returns rollouts condition after condition
 * @throws RefusedFileError, ModelError
 */
export async function evaluateFile(job: FileEvaluationJob, onAnswer: () => void): Promise<Rollout[]> {
  const { conditions, episodes, steps } = job;
  const system = systemOf(job.task);
  const file = telling(await openFile(job), onAnswer);
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

/** The same file, whose answers are told of. */
function telling(file: FileActor, onAnswer: () => void): FileActor {
  let told = performance.now();
  return {
    ...file,
    async outputs(...asked) {
      const outputs = await file.outputs(...asked);
      if (performance.now() - told > INTERVAL) {
        told = performance.now();
        onAnswer();
      }
      return outputs;
    },
  };
}
