import { expect, it } from "vitest";
import { jumpedStreams, streamFromSeed, streamFromState } from "../../workers/math/random.ts";
import { evaluationSeed } from "./evaluation.ts";

/** Standard normals that the first `count` episodes' starts are made of, `dims` in each. */
function startsOf(seed: number, count: number, dims: number): number[] {
  const { states } = jumpedStreams(streamFromSeed(seed).state(), count);
  return states.flatMap((state) => {
    const stream = streamFromState(state);
    return Array.from({ length: dims }, () => stream.normal());
  });
}

const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0);

/**
 * How far ten starts are from what is expected of them: of their means and of all values a χ² variable over its n degrees of
 * freedom, less 1, in its standard deviations √(2/n); and how many times more values than usual lie beyond ±2.
 */
function oddness(seed: number, dims: number) {
  const values = startsOf(seed, 10, dims);
  const means = Array.from({ length: dims }, (_, d) => meanOf(values, dims, d));
  return {
    means: Math.abs((10 * squares(means)) / dims - 1) / Math.sqrt(2 / dims),
    spread: Math.abs(squares(values) / values.length - 1) / Math.sqrt(2 / values.length),
    beyond: values.filter((value) => Math.abs(value) > 2).length / (0.0455 * values.length),
  };
}

/** Mean of a coordinate over the ten starts. */
function meanOf(values: readonly number[], dims: number, d: number): number {
  return values.filter((_, i) => i % dims === d).reduce((sum, value) => sum + value, 0) / 10;
}

// States of the tasks: peg2d, swimmer, peg3d, walker, octopus.
it.each([6, 10, 12, 18, 50])("draws ten starts of %i states that stand for the distribution", (dims) => {
  const { means, spread, beyond } = oddness(evaluationSeed, dims);
  expect(means).toBeLessThan(2);
  expect(spread).toBeLessThan(2);
  expect(beyond).toBeLessThan(2);
});

it("finds starts out that lie far to one side", () => {
  const { means, spread, beyond } = oddness(1000, 6);
  expect([means, spread, beyond].map((value) => value > 2)).toEqual([true, true, true]);
});
