/** A whole iteration of peg2d as the program runs it, simulation included, and its phases. */
import type { KernelBuild } from "../../workers/kernel-build.ts";
import { openKernels } from "../../workers/kernels/kernels.ts";
import { runConfigSchema } from "../../workers/methods/config.ts";
import {
  initialTrajectoryState,
  type TrajectoryState,
  type TrajectoryTools,
  trajectoryStep,
} from "../../workers/methods/trajectory.ts";
import { expandCost } from "../../workers/physics/expand-cost.ts";
import { Simulation } from "../../workers/physics/simulation.ts";
import { localSampler } from "../../workers/sampling/local-sampler.ts";
import { peg2d } from "../../workers/systems/peg2d.ts";
import type { IterationNumbers } from "../../workers/trainer-api.ts";
import { improveController } from "../../workers/trajectory/improve-controller.ts";
import { type Contest, type Contestant, plainContest } from "../contest.ts";
import { kernelScript } from "../crews.ts";
import { openSimulators, pegModel } from "../peg.ts";
import type { Row, Tools } from "../row.ts";

export const taskRows: Row[] = [
  { name: "peg2d", title: "whole iteration of peg2d with its 5 rollouts, simulation included", open: openTask },
];

/** By then the mixture's window is full. */
const ITERATIONS_BEFORE = 4;
const config = runConfigSchema.parse({ task: "peg2d", seed: 1 });

async function openTask({ variant, threads }: Tools): Promise<Contest> {
  const single = await openPeg(variant, 1);
  const several = await openPeg(variant, threads);
  const plain = await openPeg("plain", 1);
  const state = await stateAfter(ITERATIONS_BEFORE, single.tools);
  const whole = `WebAssembly, ${threads} threads`;
  const phases = (["sample", "fit", "optimise"] as const).map((phase) =>
    stepContestant(`  of which ${phase}`, state, several.tools, (numbers) => numbers.phases[phase]),
  );
  return {
    ...plainContest,
    contestants: [
      stepContestant(whole, state, several.tools, ({ seconds }) => seconds),
      ...phases,
      stepContestant("WebAssembly, 1 thread", state, single.tools, ({ seconds }) => seconds),
      stepContestant("TypeScript, 1 thread", state, plain.tools, ({ seconds }) => seconds),
    ],
    comparisons: ["WebAssembly, 1 thread", "TypeScript, 1 thread"].map((theirs) => {
      return { ours: whole, theirs, kind: "speed-up" as const, target: null };
    }),
    close: async () => {
      for (const opened of [single, several, plain]) await opened.close();
    },
  };
}

async function openPeg(build: KernelBuild, threads: number) {
  const simulation = await Simulation.load(pegModel());
  const pool = threads > 1 ? await openSimulators(threads) : null;
  const { kernels, close } = await openKernels(build, { threads, script: kernelScript });
  const tools: TrajectoryTools = {
    system: peg2d,
    sampler: pool ?? localSampler(simulation, peg2d),
    kernels,
    expandCost: (rollouts) => expandCost(simulation, peg2d, rollouts),
    improveAll: async (searches) =>
      searches.map(({ problem, options }) => improveController(problem, options, kernels.trajectory)),
    onProgress: () => {},
  };
  const closeAll = async () => {
    await close();
    await pool?.dispose();
    simulation.dispose();
  };
  return { tools, close: closeAll };
}

async function stateAfter(iterations: number, tools: TrajectoryTools): Promise<TrajectoryState> {
  let state = initialTrajectoryState(peg2d, config);
  for (let i = 0; i < iterations; i++) state = (await stepFrom(state, tools)).state;
  return state;
}

async function stepFrom(state: TrajectoryState, tools: TrajectoryTools) {
  const step = await trajectoryStep(state, config, tools);
  if (step.status === "failed") throw new Error(`an iteration of peg2d fails: ${step.reason}`);
  return step;
}

/** Makes the same iteration again and again and takes the time that `secondsOf` reads off it. */
function stepContestant(
  name: string,
  state: TrajectoryState,
  tools: TrajectoryTools,
  secondsOf: (numbers: IterationNumbers) => number,
): Contestant {
  const time = async (repetitions: number) => {
    let seconds = 0;
    for (let i = 0; i < repetitions; i++) seconds += secondsOf((await stepFrom(state, tools)).numbers);
    return seconds;
  };
  return { name, time, result: () => ({}) };
}
