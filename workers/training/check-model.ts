/** Checks that a model fits a task before a run is made of it. */
import { sceneOf } from "../physics/scene.ts";
import type { SceneModel } from "../physics/scene-model.ts";
import { ModelError, Simulation } from "../physics/simulation.ts";
import { systemOf } from "../systems/index.ts";

/** @throws ModelError with what MuJoCo refuses or the task misses, in one line */
export async function checkModel(task: string, model: string): Promise<{ mujocoVersion: string; scene: SceneModel }> {
  const { description } = systemOf(task);
  const simulation = await Simulation.load(model);
  try {
    const { nq, nv, nu } = simulation;
    if (nq + nv !== description.stateDim || nu !== description.actionDim) {
      throw new ModelError(
        `the model has ${nq} positions, ${nv} velocities and ${nu} actuators; ` +
          `${description.name} needs ${description.stateDim} states in all and ${description.actionDim} actuators`,
      );
    }
    for (const site of Object.values(description.sites)) simulation.site(site);
    simulation.reset(new Float64Array(nq), new Float64Array(nv));
    simulation.step(new Float64Array(nu), 1);
    if (!simulation.isSane()) throw new ModelError("the model diverges in its first step; check masses and timestep");
    return { mujocoVersion: simulation.mujocoVersion, scene: sceneOf(simulation) };
  } finally {
    simulation.dispose();
  }
}
