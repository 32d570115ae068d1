import { expect, it } from "vitest";
import { actionVariances, cappedNoise, noiseLimitOf, raisedNoise } from "./noise-limits.ts";

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

it("brings variances up to their limits and leaves the correlations, and what is above", () => {
  const { covariances } = raisedNoise(controller, Float64Array.of(16, 4, 1, 4));
  expect([...covariances]).toEqual([16, 2, 2, 9, 1, -1, -1, 4]);
});

it("takes limits from a controller's variances, which it then keeps within", () => {
  const limits = noiseLimitOf(controller, 1);
  expect(cappedNoise(controller, limits).covariances).toEqual(controller.covariances);
  expect(raisedNoise(controller, limits).covariances).toEqual(controller.covariances);
  expect([...(noiseLimitOf(controller, 0.25) ?? [])]).toEqual([1, 2.25, 0.25, 0.25]);
});

it("leaves everything without a limit", () => {
  expect(noiseLimitOf(controller, 0)).toBeNull();
  expect(cappedNoise(controller, null)).toBe(controller);
  expect(raisedNoise(controller, null)).toBe(controller);
});
