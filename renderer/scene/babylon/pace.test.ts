import { expect, it } from "vitest";
import { partAfter, pauseAfter } from "./pace.ts";

it("rests twice as long as a picture took, and never less than a while", () => {
  expect(pauseAfter(100)).toBe(200);
  expect(pauseAfter(3)).toBe(80);
});

it("draws drafts with half as many pixels while they are slow, down to a quarter, and all again once they are quick", () => {
  expect(partAfter(1, 90) ** 2).toBeCloseTo(1 / 2, 12);
  expect(partAfter(partAfter(partAfter(1, 90), 90), 90)).toBe(1 / 2);
  expect(partAfter(1, 50)).toBe(1);
  expect(partAfter(0.5, 50)).toBe(0.5);
  expect(partAfter(partAfter(0.5, 5), 5)).toBeCloseTo(1, 12);
  expect(partAfter(1, 5)).toBe(1);
});
