/** A sampler that simulates in this thread: for tests and for jobs with a single worker. */
import type { Simulation } from "../physics/simulation.ts";
import type { System } from "../systems/system.ts";
import { drawRollout, readyToAct } from "./draw-rollout.ts";
import type { Sampler } from "./sampler.ts";

export function localSampler(simulation: Simulation, system: System): Sampler {
  return {
    async sample(controller, draws, onDone) {
      const acting = readyToAct(controller, system.description.steps);
      return draws.map((draw, i) => {
        const rollout = drawRollout(simulation, system, acting, draw);
        onDone(i + 1);
        return rollout;
      });
    },
  };
}
