/** One worker's side of `SimulatorApi`. */
import { transfer } from "comlink";
import type { KernelBuild } from "../kernel-build.ts";
import { localKernels } from "../kernels/kernels.ts";
import { Simulation } from "../physics/simulation.ts";
import { buffersOf } from "../rollout.ts";
import { systemOf } from "../systems/index.ts";
import type { System } from "../systems/system.ts";
import { type ImprovementResult, improveController } from "../trajectory/improve-controller.ts";
import type { TrajectoryKernels } from "../trajectory/kernels.ts";
import { drawRollout, drawsInTurn } from "./draw-rollout.ts";
import type { SimulatorApi } from "./simulator-api.ts";

interface Loaded {
  simulation: Simulation;
  system: System;
  /** As Comlink has it: resolves when the pool has the rollout. */
  tell: (...rollout: Parameters<Parameters<SimulatorApi["load"]>[2]>) => unknown;
}

export function createSimulator(): SimulatorApi {
  let loaded: Loaded | undefined;
  const kernelsOf = kernelCupboard();
  return {
    async load(task, model, onRollout) {
      const system = systemOf(task);
      loaded = { simulation: await Simulation.load(model, system.forces), system, tell: onRollout };
    },
    async sample(all, buffer) {
      if (!loaded) throw new Error("the simulator has no model yet");
      const { simulation, system, tell } = loaded;
      const inTurn = drawsInTurn(all, system.description);
      const turns = new Int32Array(buffer);
      const told: unknown[] = [];
      for (let i = Atomics.add(turns, 0, 1); i < inTurn.length; i = Atomics.add(turns, 0, 1)) {
        const { draw, actor } = inTurn[i];
        const rollout = drawRollout(simulation, system, actor(), draw);
        // Not awaited: the next rollout need not wait for an answer.
        told.push(tell(i, transfer(rollout, buffersOf(rollout))));
      }
      await Promise.all(told);
    },
    async improve({ problem, options }, kernels) {
      const result = improveController(problem, options, kernelsOf(kernels));
      return transfer(result, resultBuffers(result));
    },
  };
}

/** Kernels are opened when they are first asked for: most workers only simulate. */
function kernelCupboard(): (build: KernelBuild) => TrajectoryKernels {
  const opened = new Map<KernelBuild, TrajectoryKernels>();
  return (build) => {
    const kernels = opened.get(build) ?? localKernels(build).trajectory;
    opened.set(build, kernels);
    return kernels;
  };
}

function resultBuffers(result: ImprovementResult): ArrayBuffer[] {
  if (result.status === "failed") return [];
  const { controller, marginals, klPerStep } = result;
  return [...Object.values(controller), ...Object.values(marginals), klPerStep].map(({ buffer }) => buffer);
}
