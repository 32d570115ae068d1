/** The peg task as the bench uses it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { jumpedStreams, streamFromSeed } from "../workers/math/random.ts";
import type { Draw } from "../workers/sampling/sampler.ts";

/** MJCF text of peg2d. */
export function pegModel(): string {
  return readFileSync(path.join(import.meta.dirname, "../resources/models/peg2d.xml"), "utf8");
}

/** `count` draws with the customary noise, each with a stream of its own. */
export function drawsOf(count: number, seed: number): Draw[] {
  const { states } = jumpedStreams(streamFromSeed(seed).state(), count);
  return states.map((stream) => ({ stream, smoothing: 2, spread: 1.5 }));
}
