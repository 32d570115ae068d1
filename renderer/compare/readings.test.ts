import { expect, it } from "vitest";
import type { Curve } from "./figure.ts";
import type { Plot } from "./marks.ts";
import { nearestStop, readingsAt, stopsOf } from "./readings.ts";

const curve = (entry: number, x: number[], y: number[], band: Curve["band"] = null): Curve => ({
  entry,
  label: `curve ${entry}`,
  line: { x, y },
  raw: null,
  band,
  shortened: false,
});
const plot = {
  figure: {
    curves: [
      curve(0, [1, 2, 4], [10, 20, 40], { low: [9, 18, 36], high: [11, 22, 44] }),
      curve(1, [2, 3], [5, 7]),
      curve(2, [], []),
    ],
  },
  place: (x: number, y: number) => [10 * x, 100 - y] as const,
} as unknown as Plot;

it("stops at every point of every curve, once", () => {
  expect(stopsOf([plot, plot])).toEqual([1, 2, 3, 4]);
});

it.each([
  [-7, 0],
  [1.4, 0],
  [1.6, 1],
  [3, 2],
  [99, 3],
])("goes from %d to the nearest stop, the one of index %d", (place, index) => {
  expect(nearestStop([1, 2, 3, 4], place)).toBe(index);
  expect(nearestStop([], place)).toBe(-1);
});

it("reads curves at their points and straight between them, and only as far as they reach", () => {
  expect(readingsAt(plot, 3)).toEqual([
    { entry: 0, label: "curve 0", value: 30, band: [27, 33], point: [30, 70] },
    { entry: 1, label: "curve 1", value: 7, band: null, point: [30, 93] },
  ]);
  expect(readingsAt(plot, 1).map(({ entry, value }) => [entry, value])).toEqual([[0, 10]]);
  expect(readingsAt(plot, 4.1)).toEqual([]);
});
