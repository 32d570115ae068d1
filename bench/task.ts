/** Robot tasks as the bench uses them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { jumpedStreams, streamFromSeed } from "../workers/math/random.ts";
import { Simulation } from "../workers/physics/simulation.ts";
import { openPool, type Pool } from "../workers/sampling/pool.ts";
import type { Draw } from "../workers/sampling/sampler.ts";
import { firstCondition } from "../workers/systems/description.ts";
import type { System } from "../workers/systems/system.ts";
import type { LinearGaussianController } from "../workers/trainer-api.ts";

/** MJCF text of a task. */
function modelOf({ description }: System): string {
  return readFileSync(path.join(import.meta.dirname, "../resources/models", description.model), "utf8");
}

export function openSimulation(system: System): Promise<Simulation> {
  return Simulation.load(modelOf(system), system.forces);
}

/** What a run's first rollouts are drawn from. */
export function firstController(system: System, simulation: Simulation): LinearGaussianController {
  return system.demonstration?.(simulation) ?? system.initialController(firstCondition(system.description));
}

const script = path.join(import.meta.dirname, "../workers/simulator.ts");

/** Rollout workers, from the sources. */
export function openSimulators(system: System, workers: number): Promise<Pool> {
  const { name: task } = system.description;
  return openPool({ script, workers, task, model: modelOf(system), isCancelled: () => false });
}

/** `count` draws with the customary noise, each with a stream of its own. */
export function drawsOf({ description }: System, count: number, seed: number): Draw[] {
  const condition = firstCondition(description);
  const { states } = jumpedStreams(streamFromSeed(seed).state(), count);
  return states.map((stream) => ({ condition, stream, smoothing: 2, spread: 1.5 }));
}
