import { expect, test } from "vitest";
import { Eta } from "./eta.ts";

test("nothing is promised before the first iteration", () => {
  expect(new Eta().remaining(10, 3)).toBeNull();
});

test("the median of the recent iterations, less what has gone of this one", () => {
  const eta = new Eta();
  for (const seconds of [9, 9, 2, 100, 2, 3, 4]) eta.add(seconds);
  expect(eta.remaining(4, 1)).toBe(4 * 3 - 1);
});

test("an iteration that takes longer than others does not count below the rest", () => {
  const eta = new Eta();
  eta.add(2);
  expect(eta.remaining(3, 50)).toBe(4);
});
