/**
 * Random numbers: xoroshiro128+ of pure-rand, whose state is four integers that a checkpoint can hold, and whose jumps
 * (2⁶⁴ steps) give every condition and sample a stream of its own.
 */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { JumpableRandomGenerator } from "pure-rand/types/JumpableRandomGenerator";

export interface RandomStream {
  /** Uniform on [0, 1). */
  uniform(): number;
  /** Standard normal. Draws two uniforms and keeps no spare value, so that the state says everything. */
  normal(): number;
  /** Four 32-bit integers from which `streamFromState` goes on exactly. */
  state(): number[];
}

function streamOf(generator: JumpableRandomGenerator): RandomStream {
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    // Box–Muller; 1 − u lies in (0, 1], so that the logarithm is finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    state: () => [...generator.getState()],
  };
}

/** One word of a hash: the finaliser of MurmurHash3, a bijection of 32-bit integers. */
function scramble(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

/** 2³² divided by the golden ratio, an odd number: its multiples are spread over all words. */
const goldenStep = 0x9e3779b9;

/**
 * A stream for a seed, an integer of which the low 32 bits count. The generator is linear, so that the seeds 1, 2, 3 …
 * used as they are would give correlated numbers; the state's words are hashes of the seed instead. The four words
 * differ, so that the state is never all zero.
 */
export function streamFromSeed(seed: number): RandomStream {
  return streamFromState([1, 2, 3, 4].map((i) => scramble((seed + Math.imul(i, goldenStep)) | 0)));
}

/** Goes on from `state()`. */
export function streamFromState(state: readonly number[]): RandomStream {
  return streamOf(xoroshiro128plusFromState(state));
}

/** `count` states that lie a jump apart from each other, and the state after them to draw the next ones from. */
export function jumpedStreams(state: readonly number[], count: number): { states: number[][]; next: number[] } {
  const generator = xoroshiro128plusFromState(state);
  const states: number[][] = [];
  for (let i = 0; i < count; i++) {
    states.push([...generator.getState()]);
    generator.jump();
  }
  return { states, next: [...generator.getState()] };
}
