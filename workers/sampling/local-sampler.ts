/** A sampler that simulates in this thread: for tests and for jobs with a single worker. */
import type { Simulation } from "../physics/simulation.ts";
import type { System } from "../systems/system.ts";
import { drawRollout, drawsInTurn } from "./draw-rollout.ts";
import type { Sampler } from "./sampler.ts";

export function localSampler(simulation: Simulation, system: System): Sampler {
  return {
    async sample(all, onDone) {
      return drawsInTurn(all, system.description).map(({ draw, actor }, i) => {
        const rollout = drawRollout(simulation, system, actor(), draw);
        onDone(i + 1);
        return rollout;
      });
    },
  };
}
