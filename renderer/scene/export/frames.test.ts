import { expect, it } from "vitest";
import { momentsOf } from "./frames.ts";

it("shows a part at a rate and a speed", () => {
  expect(momentsOf([1, 2], { rate: 4, speed: 1 })).toEqual([1, 1.25, 1.5, 1.75, 2]);
  expect(momentsOf([0, 8], { rate: 25, speed: 0.5 })).toHaveLength(401);
  expect(momentsOf([0, 0.99], { rate: 10, speed: 1 }).at(-1)).toBeCloseTo(0.9);
});
