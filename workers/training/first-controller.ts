/** What the first rollouts of a run's conditions are drawn from. */
import type { RunConfig } from "../methods/config.ts";
import { trainedConditions } from "../methods/trained-conditions.ts";
import { Simulation } from "../physics/simulation.ts";
import type { Condition } from "../systems/description.ts";
import { systemOf } from "../systems/index.ts";
import type { System } from "../systems/system.ts";
import type { LinearGaussianController } from "../trainer-api.ts";

/** The controller that is fitted to the task's demonstration, where it has one and the run starts from it. */
export function firstController(
  { options }: RunConfig,
  system: System,
  simulation: Simulation,
  condition: Condition,
): LinearGaussianController {
  return options.demonstration && system.demonstration
    ? system.demonstration(simulation)
    : system.initialController(condition);
}

/** One for each condition that the run trains on, in their order, for who has no simulation. @throws ModelError */
export async function firstControllersOf(config: RunConfig, model: string): Promise<LinearGaussianController[]> {
  const system = systemOf(config.task);
  const simulation = await Simulation.load(model, system.forces);
  try {
    return trainedConditions(system.description, config).map((condition) =>
      firstController(config, system, simulation, condition),
    );
  } finally {
    simulation.dispose();
  }
}
