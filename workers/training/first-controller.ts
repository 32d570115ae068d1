/** What a run's first rollouts are drawn from. */
import type { RunConfig } from "../methods/config.ts";
import { Simulation } from "../physics/simulation.ts";
import { systemOf } from "../systems/index.ts";
import type { System } from "../systems/system.ts";
import type { LinearGaussianController } from "../trainer-api.ts";

/** The controller that is fitted to the task's demonstration, where it has one and the run starts from it. */
export function firstController(
  { options }: RunConfig,
  system: System,
  simulation: Simulation,
): LinearGaussianController {
  return options.demonstration && system.demonstration ? system.demonstration(simulation) : system.initialController();
}

/** The same, for who has no simulation. @throws ModelError */
export async function firstControllerOf(config: RunConfig, model: string): Promise<LinearGaussianController> {
  const system = systemOf(config.task);
  const simulation = await Simulation.load(model, system.forces);
  try {
    return firstController(config, system, simulation);
  } finally {
    simulation.dispose();
  }
}
