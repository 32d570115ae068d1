import fc from "fast-check";
import { expect, it } from "vitest";
import { columnsOf, linesOf, rangeOf } from "./drawn.ts";
import type { Series } from "./series.ts";

const series = (values: readonly number[], half = 0): Series => ({
  name: "s",
  tooltip: "",
  values,
  band: half
    ? { low: Float64Array.from(values, (v) => v - half), high: Float64Array.from(values, (v) => v + half) }
    : null,
  limits: null,
});
const ramp = (length: number) => Array.from({ length }, (_, i) => i);

it("stacks parts on each other", () => {
  const [times, first, second] = columnsOf(linesOf([series([1, 2]), series([3, 5])], true), 0.5, [0, 1], 100);
  expect([times, first, second]).toEqual([
    [0, 0.5],
    [1, 2],
    [4, 7],
  ]);
});

it("has the part that is shown, and a step more to either side", () => {
  const [times, values] = columnsOf(linesOf([series(ramp(100))], false), 0.1, [2, 3], 100);
  expect(times[0]).toBeCloseTo(1.9);
  expect(times.at(-1)).toBeCloseTo(3.1);
  expect([values[0], values.at(-1)]).toEqual([19, 31]);
});

it("keeps every extreme of a part that has more steps than pixels, with four columns of numbers a pixel at most", () => {
  const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 600, maxLength: 5000 });
  fc.assert(
    fc.property(numbers, fc.integer({ min: 20, max: 200 }), (list, pixels) => {
      const lines = linesOf([series(list, 3)], false);
      const [times, values, low, high] = columnsOf(lines, 1, [0, list.length], pixels);
      expect(Math.max(...(values as number[]))).toBe(Math.max(...list));
      expect(Math.min(...(values as number[]))).toBe(Math.min(...list));
      expect(Math.min(...(low as number[]))).toBe(Math.min(...list) - 3);
      expect(Math.max(...(high as number[]))).toBe(Math.max(...list) + 3);
      expect(times.length).toBeLessThanOrEqual(2 * pixels + 2);
      for (const [i, time] of times.entries()) expect(time).toBeGreaterThan(times[i - 1] ?? -1);
    }),
    { numRuns: 50 },
  );
});

it("draws a part of a million steps with no more points than the chart is wide, and keeps its spike", () => {
  const million = new Float32Array(1_000_000);
  million[300_123] = 7;
  const lines = linesOf([{ ...series([]), values: million }], false);
  const [times, values] = columnsOf(lines, 0.01, [10, 6010], 1200);
  expect(times.length).toBeLessThanOrEqual(2 * 1200 + 2);
  expect(Math.max(...(values as number[]))).toBe(7);
});

it("knows the range of all lines and bands, and has no numbers where there are none", () => {
  expect(rangeOf(linesOf([series([1, 2], 0.5), series([-1, Number.NaN])], false))).toEqual([-1, 2.5]);
  expect(columnsOf(linesOf([series([1, Number.NaN])], false), 1, [0, 2], 9)[1]).toEqual([1, null]);
});
