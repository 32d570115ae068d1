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

test("goes on after a resume with what an iteration took before, and forgets it as new ones come", () => {
  // Ten iterations of 6 s, cancelled; resumed a day later with half of the cores.
  const eta = new Eta(6);
  expect(eta.remaining(10, 0)).toBe(60);
  expect(eta.remaining(10, 2)).toBe(58);
  eta.add(12);
  expect(eta.remaining(9, 0)).toBe(9 * 9);
  eta.add(12);
  expect(eta.remaining(8, 3)).toBe(8 * 12 - 3);
});

test("a pause between iterations is no part of it", () => {
  const eta = new Eta();
  for (const seconds of [5, 5, 5]) eta.add(seconds);
  const before = eta.remaining(7, 0);
  // The disk was full for an hour: the iteration that waited for it took 5 s to compute.
  eta.add(5);
  expect([before, eta.remaining(6, 0)]).toEqual([35, 30]);
});
