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

// States of the tasks: peg2d, swimmer, peg3d, walker.
it.each([6, 10, 12, 18])("draws ten starts of %i states that stand for the distribution", (dims) => {
  const values = startsOf(evaluationSeed, 10, dims);
  const means = Array.from({ length: dims }, (_, d) => values.filter((_, i) => i % dims === d)).map(
    (column) => column.reduce((sum, value) => sum + value, 0) / 10,
  );
  // Of a χ² variable divided by its degrees of freedom, whose standard deviation is √(2/n): within two of them.
  const within = 2 * Math.sqrt(2 / dims);
  expect(Math.abs((10 * squares(means)) / dims - 1)).toBeLessThan(within);
  expect(Math.abs(squares(values) / values.length - 1)).toBeLessThan(2 * Math.sqrt(2 / values.length));
  const beyond = values.filter((value) => Math.abs(value) > 2).length;
  expect(beyond).toBeLessThanOrEqual(Math.ceil(2 * 0.0455 * values.length));
});

it("would find starts out that lie far to one side", () => {
  // Five of these ten begin with less than −2, which one seed in twenty thousand does.
  const firsts = startsOf(1000, 10, 6).filter((_, i) => i % 6 === 0);
  expect(firsts.filter((value) => value < -2)).toHaveLength(5);
});
