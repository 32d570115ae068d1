import { expect, it } from "vitest";
import { decades, logLimits, worstRow } from "./costs.ts";

it("finds the row that costs most of all terms together", () => {
  expect(worstRow(new Float32Array([5, 0, 3, 3, 5.5, 0, 3, 3]), 2)).toBe(1);
  expect(worstRow(new Float32Array(), 2)).toBe(0);
});

it("limits a logarithmic axis to whole decades, and to few", () => {
  const limits = logLimits([[0.03, 0, 5]]);
  expect(limits[0]).toBeCloseTo(0.01);
  expect(limits[1]).toBeCloseTo(10);
  expect(logLimits([[1e-12, 90]])[0]).toBeCloseTo(1e-4);
  expect(logLimits([[0, 0]])).toEqual([0.1, 1]);
});

it("thins decades from the top", () => {
  const rounded = (values: number[]) => values.map((value) => Math.round(Math.log10(value)));
  expect(rounded(decades([0.001, 10], 5))).toEqual([-3, -2, -1, 0, 1]);
  expect(rounded(decades([0.001, 10], 3))).toEqual([-3, -1, 1]);
  expect(rounded(decades([0.001, 1], 3))).toEqual([-2, 0]);
});
