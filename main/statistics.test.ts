import { expect, test } from "vitest";
import { mean, median, standardDeviation } from "./statistics.ts";

const never = Number.POSITIVE_INFINITY;

test.each([
  [[3], 3],
  [[10, 9, 1], 9],
  [[4, 1, 3, 2], 2.5],
  [[never, 5, 1], 5],
  [[never, 5, never], never],
  [[never, never], never],
])("the median of %j is %s", (values, middle) => {
  expect(median(values)).toBe(middle);
});

test("the mean counts everything", () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([1, never])).toBe(never);
});

test("the standard deviation is the sample's", () => {
  // Deviations −3, −1, 4 from 5: 26 / 2.
  expect(standardDeviation([2, 4, 9])).toBeCloseTo(Math.sqrt(13), 14);
  expect(standardDeviation([2])).toBeNull();
});
