import { expect, it } from "vitest";
import type { Iteration } from "../../main/engine/api.ts";
import { anyNumber, notNegative } from "../app/ranges.ts";
import { acceptedOnly, axisEnd, curveColumns, forLogAxis, nearestIteration } from "./curves.ts";

const iterations = [
  { iteration: 1, cost: 10, costStd: 4, accepted: true },
  { iteration: 2, cost: null, costStd: null, accepted: false },
  { iteration: 4, cost: 2, costStd: 3, accepted: false },
] as Iteration[];

it("puts the band one deviation round the mean and leaves gaps where all diverged, and singles out rejections", () => {
  expect(curveColumns(iterations, ({ cost, costStd }) => [cost, costStd], anyNumber)).toEqual([
    [1, 2, 4],
    [10, null, 2],
    [6, null, -1],
    [14, null, 5],
    [null, null, 2],
  ]);
});

it("ends the band where there can be no such value", () => {
  expect(curveColumns(iterations, ({ cost, costStd }) => [cost, costStd], notNegative)[2]).toEqual([6, null, 0]);
});

it("keeps the band on a logarithmic axis", () => {
  const columns = curveColumns(iterations, ({ cost, costStd }) => [cost, costStd], anyNumber);
  expect(forLogAxis(columns, 0.1)[2]).toEqual([6, null, 0.1]);
});

it("takes rejected iterations out of the line and its band, and keeps their points", () => {
  const columns = acceptedOnly(curveColumns(iterations, ({ cost, costStd }) => [cost, costStd], anyNumber));
  expect(columns).toEqual([
    [1, 2, 4],
    [10, null, null],
    [6, null, null],
    [14, null, null],
    [null, null, 2],
  ]);
});

it("finds the nearest iteration", () => {
  expect(nearestIteration([1, 2, 4], 2.8)).toBe(2);
  expect(nearestIteration([1, 2, 4], 99)).toBe(4);
  expect(nearestIteration([], 1)).toBeNull();
});

it.each([
  [0, 20, 20],
  [3, 50, 50],
  [1, 500, 50],
  [25, 500, 50],
  [26, 500, 100],
  [130, 500, 400],
  [201, 500, 500],
  [500, 500, 500],
  [60, 40, 60],
])("with %i of %i iterations the axis ends at %i", (done, planned, end) => expect(axisEnd(done, planned)).toBe(end));
