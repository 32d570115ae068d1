/** Training in this process, for data and for iterations to measure. */
import type { KernelBuild } from "../workers/kernel-build.ts";
import { openKernels } from "../workers/kernels/kernels.ts";
import type { RunConfig } from "../workers/methods/config.ts";
import { trainedConditions } from "../workers/methods/trained-conditions.ts";
import { trajectoryStep } from "../workers/methods/trajectory.ts";
import { initialTrajectoryState, type TrajectoryState } from "../workers/methods/trajectory-state.ts";
import type { TrajectoryTools } from "../workers/methods/trajectory-tools.ts";
import { expandCost } from "../workers/physics/expand-cost.ts";
import { localSampler } from "../workers/sampling/local-sampler.ts";
import { systemOf } from "../workers/systems/index.ts";
import type { System } from "../workers/systems/system.ts";
import { improveController } from "../workers/trajectory/improve-controller.ts";
import { kernelScript } from "./crews.ts";
import { firstController, openSimulation, openSimulators } from "./task.ts";

/** Tools of an iteration on so many threads. */
export async function openTaskTools(system: System, build: KernelBuild, threads: number) {
  const simulation = await openSimulation(system);
  const pool = threads > 1 ? await openSimulators(system, threads) : null;
  const { kernels, close } = await openKernels(build, { threads, script: kernelScript });
  const tools: TrajectoryTools = {
    system,
    sampler: pool ?? localSampler(simulation, system),
    kernels,
    expandCost: (condition, rollouts) => expandCost(simulation, system, condition, rollouts),
    improveAll: async (searches) =>
      searches.map(({ problem, options }) => improveController(problem, options, kernels.trajectory)),
    onProgress: () => {},
  };
  const closeAll = async () => {
    await close();
    await pool?.dispose();
    simulation.dispose();
  };
  return { tools, first: firstController(system, simulation), close: closeAll };
}

/** One iteration from a state. */
export async function stepFrom(state: TrajectoryState, config: RunConfig, tools: TrajectoryTools) {
  const step = await trajectoryStep(state, config, tools);
  if (step.status === "failed") throw new Error(`an iteration of ${config.task} fails: ${step.reason}`);
  return step;
}

/** What a run has come to after so many iterations, one at least, with the last one's rollouts. */
export async function trainedRun(config: RunConfig, build: KernelBuild, iterations: number) {
  const system = systemOf(config.task);
  const { tools, first, close } = await openTaskTools(system, build, 1);
  try {
    const state = initialTrajectoryState(() => first, trainedConditions(system.description, config), config);
    let last = await stepFrom(state, config, tools);
    for (let i = 1; i < iterations; i++) last = await stepFrom(last.state, config, tools);
    return last;
  } finally {
    await close();
  }
}
