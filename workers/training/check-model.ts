/** Checks that a model fits a task before a run is made of it. */
import { ModelError } from "../physics/model-error.ts";
import { sceneOf } from "../physics/scene.ts";
import type { SceneModel } from "../physics/scene-model.ts";
import { Simulation } from "../physics/simulation.ts";
import { firstCondition } from "../systems/description.ts";
import { systemOf } from "../systems/index.ts";

/** @throws ModelError with what MuJoCo refuses or the task misses, in one line */
export async function checkModel(task: string, model: string): Promise<{ mujocoVersion: string; scene: SceneModel }> {
  const { description, forces } = systemOf(task);
  const simulation = await Simulation.load(model, forces);
  try {
    const { nq, nv, nu, timestep } = simulation;
    // Where forces beside MuJoCo's own take the actions, the model has no motors.
    const motors = forces?.takesActions ? 0 : description.actionDim;
    if (nq + nv !== description.stateDim || nu !== motors) {
      throw new ModelError(
        `the model has ${nq} positions, ${nv} velocities and ${nu} actuators; ` +
          `${description.name} needs ${description.stateDim} states in all and ${motors} actuators`,
      );
    }
    // MuJoCo also steps by nothing, backwards, and by days.
    if (!(timestep > 0 && timestep <= description.dt)) {
      throw new ModelError(
        `the model's timestep is ${timestep} s; it has to be above 0 and at most the control period, ${description.dt} s`,
      );
    }
    const { tip, target } = description.sites;
    for (const site of tip) simulation.site(site);
    if (target !== null && !simulation.isFixed(simulation.site(target))) {
      throw new ModelError(`the site "${target}" is on a body that moves; the goal has to stay where it is`);
    }
    for (const { trained, heldOut } of description.conditionSets) {
      for (const { shifts } of [...trained, ...heldOut]) simulation.placeBodies(shifts);
    }
    simulation.placeBodies([]);
    const { mean } = firstCondition(description);
    simulation.reset(mean.slice(0, nq), mean.slice(nq));
    simulation.step(new Float64Array(description.actionDim), 1);
    if (!simulation.isSane()) throw new ModelError("the model diverges in its first step; check masses and timestep");
    return { mujocoVersion: simulation.mujocoVersion, scene: sceneOf(simulation) };
  } finally {
    simulation.dispose();
  }
}
