/**
 * Random numbers: xoroshiro128+ of pure-rand, whose state is four integers that a checkpoint can hold, and whose jumps
 * (2⁶⁴ steps) give every condition and sample a stream of its own.
 */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus, xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
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

/** The generator starts from a state of few set bits for small seeds; these many outputs are thrown away. */
const warmUp = 64;

/** A stream for a seed, an integer of which the low 32 bits count. */
export function streamFromSeed(seed: number): RandomStream {
  const generator = xoroshiro128plus(seed);
  for (let i = 0; i < warmUp; i++) generator.next();
  return streamOf(generator);
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
