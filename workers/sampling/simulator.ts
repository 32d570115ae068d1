/** One rollout worker's side of `SimulatorApi`. */
import { transfer } from "comlink";
import type { ActingController } from "../physics/rollout.ts";
import { Simulation } from "../physics/simulation.ts";
import { buffersOf } from "../rollout.ts";
import { systemOf } from "../systems/index.ts";
import type { System } from "../systems/system.ts";
import { drawRollout } from "./draw-rollout.ts";
import type { SimulatorApi } from "./simulator-api.ts";

export function createSimulator(): SimulatorApi {
  let loaded: { simulation: Simulation; system: System } | undefined;
  let acting: ActingController | undefined;
  return {
    async load(task, model) {
      loaded = { simulation: await Simulation.load(model), system: systemOf(task) };
    },
    async setController(controller) {
      acting = controller;
    },
    async rollout(draw) {
      if (!loaded || !acting) throw new Error("the simulator has no model or no controller yet");
      const rollout = drawRollout(loaded.simulation, loaded.system, acting, draw);
      return transfer(rollout, buffersOf(rollout));
    },
  };
}
