/** A sampler that simulates in this thread: for tests and for jobs with a single worker. */
import type { Simulation } from "../physics/simulation.ts";
import type { System } from "../systems/system.ts";
import { drawRollout, readyToAct } from "./draw-rollout.ts";
import type { Sampler } from "./sampler.ts";

export function localSampler(simulation: Simulation, system: System): Sampler {
  return {
    async sample(actor, draws, onDone) {
      const act = readyToAct(actor, system.description);
      return draws.map((draw, i) => {
        const rollout = drawRollout(simulation, system, act, draw);
        onDone(i + 1);
        return rollout;
      });
    },
  };
}
