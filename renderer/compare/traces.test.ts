import fc from "fast-check";
import { expect, it } from "vitest";
import type { Iteration } from "../../main/engine/api.ts";
import { quantitiesOf } from "./quantities.ts";
import { folded, smoothed, traceOf } from "./traces.ts";

const cost = quantitiesOf([]).find(({ id }) => id === "cost")!;
const kl = quantitiesOf([]).find(({ id }) => id === "kl")!;
const iterations = [5, null, 3, 9].map(
  (value, i) =>
    ({ iteration: i + 1, rollouts: 5 * (i + 1), seconds: 2, accepted: i !== 3, cost: value, kl: 1 }) as Iteration,
);

it("goes by iteration, rollouts or wall time, without what diverged or was taken back", () => {
  expect(traceOf(iterations, cost, "iteration")).toEqual({ x: [1, 3], y: [5, 3] });
  expect(traceOf(iterations, cost, "rollouts").x).toEqual([5, 15]);
  expect(traceOf(iterations, kl, "seconds").x).toEqual([2, 4, 6, 8]);
});

it("smooths as the weighted mean with weights w^(i−j), and leaves a constant as it is", () => {
  const y = [1, 4, 2, 8];
  const w = 0.6;
  const expected = y.map((_, i) => {
    const weights = y.slice(0, i + 1).map((_, j) => w ** (i - j));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.reduce((sum, weight, j) => sum + weight * y[j]!, 0) / total;
  });
  for (const [i, value] of smoothed({ x: [0, 1, 2, 3], y }, w).y.entries()) expect(value).toBeCloseTo(expected[i]!, 12);
  for (const value of smoothed({ x: [0, 1, 2], y: [7, 7, 7] }, 0.9).y) expect(value).toBeCloseTo(7, 12);
  expect(smoothed({ x: [0, 1], y: [3, 5] }, 0).y).toEqual([3, 5]);
});

it("folds curves over the x that all of them span, straight between their points", () => {
  const a = { x: [0, 2, 4], y: [0, 2, 4] };
  const b = { x: [1, 3, 9], y: [3, 5, 11] };
  const { x, mean, low, high } = folded([a, b, { x: [], y: [] }], "range");
  expect(x).toEqual([1, 2, 3, 4]);
  expect(mean).toEqual([2, 3, 4, 5]);
  expect([low, high]).toEqual([
    [1, 2, 3, 4],
    [3, 4, 5, 6],
  ]);
  expect(folded([a, b], "std").high[0]).toBeCloseTo(2 + Math.SQRT2, 12);
});

it("holds the mean within the band, and a single curve is its own mean", () => {
  const curve = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -50, max: 50 })), { minLength: 1 });
  const traces = fc.array(curve, { minLength: 1, maxLength: 4 }).map((list) =>
    list.map((steps) => {
      let at = 0;
      const x = steps.map(([gap]) => (at += gap));
      return { x, y: steps.map(([, y]) => y) };
    }),
  );
  fc.assert(
    fc.property(traces, (all) => {
      for (const band of ["std", "range"] as const) {
        const { mean, low, high } = folded(all, band);
        for (const [i, value] of mean.entries()) {
          expect(low[i]!).toBeLessThanOrEqual(value + 1e-9);
          expect(high[i]!).toBeGreaterThanOrEqual(value - 1e-9);
        }
      }
      expect(folded([all[0]!], "std")).toMatchObject({ x: all[0]!.x, mean: all[0]!.y });
    }),
  );
});
