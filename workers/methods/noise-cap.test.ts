import { expect, it } from "vitest";
import { actionVariances, cappedNoise } from "./noise-cap.ts";

/** T = 2, dU = 2, dX = 1. */
const controller = {
  gains: new Float64Array(4).fill(1),
  offsets: new Float64Array(4),
  covariances: Float64Array.of(4, 1, 1, 9, 1, -0.5, -0.5, 1),
};

it("reads the variances of every step", () => {
  expect([...actionVariances(controller)]).toEqual([4, 9, 1, 1]);
});

it("brings variances down to their limits and leaves the correlations, and what is below", () => {
  const { covariances } = cappedNoise(controller, Float64Array.of(1, 16, 2, 2));
  expect([...covariances]).toEqual([1, 0.5, 0.5, 9, 1, -0.5, -0.5, 1]);
});

it("leaves everything without a limit", () => {
  expect(cappedNoise(controller, null)).toBe(controller);
});
