/** Training on peg2d in this process, for data and for iterations to measure. */
import type { KernelBuild } from "../workers/kernel-build.ts";
import { type Kernels, localKernels, openKernels } from "../workers/kernels/kernels.ts";
import { type RunConfig, runConfigSchema } from "../workers/methods/config.ts";
import type { MixtureMemory } from "../workers/methods/mixture-memory.ts";
import {
  initialTrajectoryState,
  type TrajectoryState,
  type TrajectoryTools,
  trajectoryStep,
} from "../workers/methods/trajectory.ts";
import { expandCost } from "../workers/physics/expand-cost.ts";
import { Simulation } from "../workers/physics/simulation.ts";
import { localSampler } from "../workers/sampling/local-sampler.ts";
import type { Sampler } from "../workers/sampling/sampler.ts";
import { peg2d } from "../workers/systems/peg2d.ts";
import { improveController } from "../workers/trajectory/improve-controller.ts";
import { kernelScript } from "./crews.ts";
import { openSimulators, pegModel } from "./peg.ts";

/** Tools of an iteration on so many threads. */
export async function openPegTools(build: KernelBuild, threads: number) {
  const simulation = await Simulation.load(pegModel());
  const pool = threads > 1 ? await openSimulators(threads) : null;
  const { kernels, close } = await openKernels(build, { threads, script: kernelScript });
  const tools = toolsOf(simulation, pool ?? localSampler(simulation, peg2d), kernels);
  const closeAll = async () => {
    await close();
    await pool?.dispose();
    simulation.dispose();
  };
  return { tools, close: closeAll };
}

function toolsOf(simulation: Simulation, sampler: Sampler, kernels: Kernels): TrajectoryTools {
  return {
    system: peg2d,
    sampler,
    kernels,
    expandCost: (rollouts) => expandCost(simulation, peg2d, rollouts),
    improveAll: async (searches) =>
      searches.map(({ problem, options }) => improveController(problem, options, kernels.trajectory)),
    onProgress: () => {},
  };
}

/** The state after so many iterations. */
export async function pegStateAfter(
  iterations: number,
  config: RunConfig,
  tools: TrajectoryTools,
): Promise<TrajectoryState> {
  let state = initialTrajectoryState(peg2d.initialController(), config);
  for (let i = 0; i < iterations; i++) state = (await pegStep(state, config, tools)).state;
  return state;
}

export async function pegStep(state: TrajectoryState, config: RunConfig, tools: TrajectoryTools) {
  const step = await trajectoryStep(state, config, tools);
  if (step.status === "failed") throw new Error(`an iteration of peg2d fails: ${step.reason}`);
  return step;
}

/** What the mixture of a run remembers after so many iterations with 20 components on about 10,000 transitions. */
export async function trainPeg(
  build: KernelBuild,
  iterations: number,
): Promise<{ memory: MixtureMemory; kernels: Kernels }> {
  const simulation = await Simulation.load(pegModel());
  const kernels = localKernels(build);
  const config = runConfigSchema.parse({ task: "peg2d", seed: 1, samples: 6, options: { mixtureStride: 2 } });
  try {
    const state = await pegStateAfter(
      iterations,
      config,
      toolsOf(simulation, localSampler(simulation, peg2d), kernels),
    );
    return { memory: state.mixture, kernels };
  } finally {
    simulation.dispose();
  }
}
