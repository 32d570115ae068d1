import { expect, it } from "vitest";
import type { ActorOutputs } from "./contract.ts";
import { largestShare } from "./differences.ts";

const outputs = (mean: number[], std: number[] = [1, 1], action: number[] = [1, 1]): ActorOutputs => ({
  mean: Float32Array.from(mean),
  std: Float32Array.from(std),
  action: Float32Array.from(action),
});

it("takes each entry's difference as a share of its own largest value", () => {
  const said = outputs([1, 200, 1.5, 202]);
  expect(largestShare(said, outputs([1, 200, 2, 200]), 2)).toBeCloseTo(0.25, 6);
  expect(largestShare(said, said, 2)).toBe(0);
  expect(largestShare(outputs([Number.NaN, 1]), outputs([1, 1]), 2)).toBeNaN();
});

it("takes what is next to nothing for nothing", () => {
  expect(largestShare(outputs([0, 1]), outputs([1e-16, 1]), 2)).toBeLessThan(1e-6);
  expect(largestShare(outputs([0, 1]), outputs([1e-6, 1]), 2)).toBeCloseTo(1, 6);
});
