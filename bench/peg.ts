/** The peg task as the bench uses it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { jumpedStreams, streamFromSeed } from "../workers/math/random.ts";
import { openPool, type Pool } from "../workers/sampling/pool.ts";
import type { Draw } from "../workers/sampling/sampler.ts";
import { peg2d } from "../workers/systems/peg2d.ts";

/** MJCF text of peg2d. */
export function pegModel(): string {
  return readFileSync(path.join(import.meta.dirname, "../resources/models/peg2d.xml"), "utf8");
}

const script = path.join(import.meta.dirname, "../workers/simulator.ts");

/** Rollout workers, from the sources. */
export function openSimulators(workers: number): Promise<Pool> {
  const { steps } = peg2d.description;
  return openPool({ script, workers, task: "peg2d", model: pegModel(), steps, isCancelled: () => false });
}

/** `count` draws with the customary noise, each with a stream of its own. */
export function drawsOf(count: number, seed: number): Draw[] {
  const { states } = jumpedStreams(streamFromSeed(seed).state(), count);
  return states.map((stream) => ({ stream, smoothing: 2, spread: 1.5 }));
}
