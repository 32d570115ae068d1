import fc from "fast-check";
import { expect, it } from "vitest";
import type { Column, CurveColumns } from "./curves.ts";
import { decimated } from "./decimate.ts";

/** Iterations 1…N with these means and bands of changing width; every seventh is rejected, some have no mean. */
function curveOf(means: readonly (number | null)[]): CurveColumns {
  const only = (accepted: boolean, width: number): Column =>
    means.map((mean, i) => (mean !== null && (i % 7 !== 3) === accepted ? mean + width * (i % 5) : null));
  return [means.map((_, i) => i + 1), only(true, 0), only(true, -1), only(true, 2), only(false, 0)];
}
const valuesOf = (column: Column) => column.filter((value) => value !== null);
const curves = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { maxLength: 3000 }).map(curveOf);
const pixels = fc.integer({ min: 1, max: 400 });

it("leaves a curve with no more iterations than pixels as it is", () => {
  const curve = curveOf([3, null, 1, 2, 5]);
  expect(decimated(curve, [0.5, 5.5], 5)).toBe(curve);
});

it("keeps the spike, and the dip beside it", () => {
  const curve = curveOf(Array.from({ length: 10_000 }, (_, i) => (i === 5002 ? 99 : i === 5003 ? -99 : 1)));
  const [iterations, mean] = decimated(curve, [0.5, 10_000.5], 100);
  expect(mean[iterations.indexOf(5003)]).toBe(99);
  expect(mean[iterations.indexOf(5004)]).toBe(-99);
});

it("keeps the extremes of the means, of the rejected points and of the band", () => {
  const least = (column: Column) => Math.min(...valuesOf(column));
  const greatest = (column: Column) => Math.max(...valuesOf(column));
  fc.assert(
    fc.property(curves, pixels, (curve, width) => {
      const thin = decimated(curve, [0.5, curve[0].length + 0.5], width);
      for (const c of [1, 2, 4] as const) expect(least(thin[c])).toBe(least(curve[c]));
      for (const c of [1, 3, 4] as const) expect(greatest(thin[c])).toBe(greatest(curve[c]));
    }),
  );
});

it("leaves at most two points of a series in a column of pixels, each a point of the curve, in order", () => {
  fc.assert(
    fc.property(curves, pixels, (curve, width) => {
      const thin = decimated(curve, [0.5, curve[0].length + 0.5], width);
      for (const c of [1, 4] as const) expect(valuesOf(thin[c]).length).toBeLessThanOrEqual(2 * width);
      for (const [i, iteration] of thin[0].entries()) {
        expect(thin[1][i]).toBe(curve[1][iteration - 1]);
        expect(thin[4][i]).toBe(curve[4][iteration - 1]);
        expect(iteration).toBeGreaterThan(thin[0][i - 1] ?? 0);
      }
    }),
  );
});

it("spans in a column of pixels what the band spans there", () => {
  const thin = decimated(curveOf([5, 1, 3, 4, 8, 2]), [0.5, 6.5], 2);
  expect(thin).toEqual([
    [1, 2, 4, 5, 6],
    [5, 1, null, 8, 2],
    [0, 0, null, 2, 2],
    [7, 7, null, 16, 16],
    [null, null, 4, null, null],
  ]);
});

it("keeps its size however long the run", () => {
  const lengths = [2000, 5000, 10_000].map((count) => {
    const curve = curveOf(Array.from({ length: count }, (_, i) => Math.sin(i)));
    return decimated(curve, [0.5, count + 0.5], 300)[0].length;
  });
  expect(Math.max(...lengths)).toBeLessThanOrEqual(4 * 300);
});
