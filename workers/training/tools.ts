/** What the steps of a job work with: opened once, closed when the job has ended. */
import { openKernels } from "../kernels/kernels.ts";
import type { MethodTools } from "../methods/methods.ts";
import { trainedConditions } from "../methods/trained-conditions.ts";
import { expandCost } from "../physics/expand-cost.ts";
import { Simulation } from "../physics/simulation.ts";
import { transitionDerivatives } from "../physics/transition.ts";
import { centralRollout } from "../sampling/draw-rollout.ts";
import { openPool } from "../sampling/pool.ts";
import { CancelledError } from "../sampling/sampler.ts";
import type { Condition } from "../systems/description.ts";
import { systemOf } from "../systems/index.ts";
import type { LinearGaussianController, TrainingJob } from "../trainer-api.ts";
import { improveController } from "../trajectory/improve-controller.ts";
import { firstController } from "./first-controller.ts";
import { kernelScript, simulatorScript } from "./scripts.ts";

export type JobTools = Omit<MethodTools, "onProgress"> & {
  /** What the run trains on. */
  conditions: readonly Condition[];
  /** What a condition's first rollouts are drawn from. */
  firstController(condition: Condition): LinearGaussianController;
};

/** @param isCancelled true once the job is to stop */
export async function openTools(
  { config, model, workers, kernels: build }: TrainingJob,
  isCancelled: () => boolean,
): Promise<{ tools: JobTools; close: () => Promise<void> }> {
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (const end of opened.reverse()) await end();
  };
  const stopIfCancelled = () => {
    if (isCancelled()) throw new CancelledError();
  };
  try {
    const system = systemOf(config.task);
    const simulation = await Simulation.load(model, system.forces);
    opened.push(() => simulation.dispose());
    const pool = await openPool({ script: simulatorScript, workers, task: config.task, model, isCancelled });
    opened.push(() => pool.dispose());
    const { kernels, close: dismiss } = await openKernels(build, { threads: workers, script: kernelScript });
    opened.push(dismiss);
    const tools: JobTools = {
      system,
      conditions: trainedConditions(system.description, config),
      sampler: pool,
      firstController: (condition) => firstController(config, system, simulation, condition),
      kernels,
      expandCost: (condition, rollouts) => expandCost(simulation, system, condition, rollouts),
      rollOut: (condition, controller, noise) => {
        stopIfCancelled();
        return centralRollout(simulation, system, condition, controller, noise);
      },
      transitionDerivatives: (condition, rollout, h) =>
        transitionDerivatives(simulation, system, condition, rollout, h, stopIfCancelled),
      // One search is done sooner here than sent.
      improveAll: async (searches) =>
        searches.length > 1
          ? pool.improve(searches, build)
          : searches.map(({ problem, options }) => improveController(problem, options, kernels.trajectory)),
    };
    return { tools, close };
  } catch (error) {
    await close();
    throw error;
  }
}
