import fc from "fast-check";
import { expect, test } from "vitest";
import { scales } from "./scale.ts";

test("a logarithmic scale has whole decades", () => {
  const { ticks, share } = scales.logarithmic([0.02, 0.3, Number.POSITIVE_INFINITY]);
  expect(ticks).toEqual([0.01, 0.1, 1]);
  expect([0.01, 0.1, 1].map(share)).toEqual([0, 0.5, 1]);
});

test.each([
  [
    [0.3, 1.9],
    [0, 0.5, 1, 1.5, 2],
  ],
  [
    [-0.2, 0.9],
    [-0.2, 0, 0.2, 0.4, 0.6, 0.8, 1],
  ],
  [[2.3], [0, 0.5, 1, 1.5, 2, 2.5]],
  [[0], [0, 0.2]],
])("a linear scale for %j has round ticks", (values, ticks) => {
  expect(scales.linear(values).ticks).toEqual(ticks);
});

test.each(Object.entries(scales))("a %s scale holds its values in order, its ticks at both ends", (_, scale) => {
  const numbers = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(numbers, (values) => {
      const { ticks, share } = scale(values);
      expect(share(ticks[0])).toBeCloseTo(0);
      expect(share(ticks[ticks.length - 1])).toBeCloseTo(1);
      expect(ticks[0]).toBeLessThanOrEqual(Math.min(...values) * (1 + 1e-9));
      expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(Math.max(...values) * (1 - 1e-9));
      const shares = values.toSorted((a, b) => a - b).map(share);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    }),
  );
});

test.each(Object.entries(scales))("a %s scale puts what is beyond it on its edge, and needs no values", (_, scale) => {
  const { share } = scale([1]);
  expect([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY].map(share).map((s) => s || 0)).toEqual([0, 1]);
  expect(scale([]).ticks.length).toBeGreaterThan(1);
});
