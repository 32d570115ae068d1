import { expect, it } from "vitest";
import { robustSlope } from "./trend.ts";

const x = Array.from({ length: 60 }, (_, i) => i);

it("is the slope of a line", () => {
  const line = x.map((value) => 3 - 0.25 * value);
  expect(robustSlope(x, line)).toBeCloseTo(-0.25, 12);
});

it("does not see a fifth of the points that lie elsewhere", () => {
  const disturbed = x.map((value, i) => (i % 5 === 0 ? 1000 * Math.sin(i) : 2 * value));
  expect(Math.abs(robustSlope(x, disturbed) - 2)).toBeLessThan(0.2);
});

it("sees no trend in a saw", () => {
  const saw = x.map((value) => value % 6);
  expect(Math.abs(robustSlope(x, saw))).toBeLessThan(0.02);
});
