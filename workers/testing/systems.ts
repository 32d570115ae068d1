/** The robot tasks in their simulators, for tests. */

import { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import { centralRollout } from "../sampling/draw-rollout.ts";
import { firstCondition } from "../systems/description.ts";
import type { System } from "../systems/system.ts";
import { modelText } from "./models.ts";

export function simulatorOf({ description, forces }: System): Promise<Simulation> {
  return Simulation.load(modelText(description.model), forces);
}

/** The first controller of a task acts without noise from the mean of its start. */
export function firstRollout(simulation: Simulation, system: System): Rollout {
  const { description } = system;
  const condition = firstCondition(description);
  const controller = system.demonstration?.(simulation) ?? system.initialController(condition);
  return centralRollout(simulation, system, condition, controller, null);
}

/** World position [m] of the end effector at positions [nq]. */
export function tipAt(simulation: Simulation, { description }: System, positions: ArrayLike<number>): Float64Array {
  simulation.setState(positions, new Float64Array(simulation.nv));
  simulation.updateKinematics();
  const tip = new Float64Array(3);
  simulation.readMiddle(
    description.sites.tip.map((name) => simulation.site(name)),
    tip,
  );
  return tip;
}

/** Kinetic energy [J] of the simulation's state. */
export function kineticEnergy({ mujoco, model, data }: Simulation): number {
  mujoco.mj_fwdPosition(model, data);
  mujoco.mj_energyVel(model, data);
  return data.energy[1];
}
