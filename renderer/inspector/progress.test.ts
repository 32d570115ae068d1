import { expect, it } from "vitest";
import type { Progress } from "../../main/engine/api.ts";
import { fractionDone, phaseWords, secondsLeft } from "./progress.ts";

const at = (changes: Partial<Progress>): Progress => ({
  run: 1,
  iteration: 1,
  iterations: 20,
  phase: "sample",
  done: 0,
  total: 5,
  elapsedSeconds: 0,
  etaSeconds: null,
  ...changes,
});

it("rises from nothing through each phase and never over one", () => {
  const course = [
    at({ phase: "starting", iteration: 0 }),
    at({}),
    at({ done: 3 }),
    at({ done: 5 }),
    at({ phase: "fit" }),
    at({ phase: "optimise" }),
    at({ iteration: 2 }),
    at({ iteration: 20, phase: "optimise" }),
  ].map(fractionDone);
  expect(course[0]).toBe(0);
  expect(course).toEqual([...course].sort((a, b) => a - b));
  expect(course.at(-1)).toBeLessThan(1);
  expect(fractionDone(at({ iteration: 8 }))).toBeCloseTo(0.35);
});

it("names the phase", () => {
  expect(phaseWords(at({ done: 3 }))).toBe("Sampling 3/5");
  expect(phaseWords(at({ phase: "optimise" }))).toBe("Improving controller");
});

it("counts down between two tellings, never below nothing, and promises nothing in a pause", () => {
  const told = at({ etaSeconds: 90 });
  expect([0, 30, 100].map((since) => secondsLeft(told, since, false))).toEqual([90, 60, 0]);
  expect(secondsLeft(told, 30, true)).toBeNull();
  expect(secondsLeft(at({}), 0, false)).toBeNull();
});
