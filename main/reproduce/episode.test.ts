import { expect, test } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { episodeOf } from "./episode.ts";
import { rolloutWith } from "./testing/runs.ts";

const task = (name: string) => taskDescriptions.find((known) => known.name === name)!;

test("the cost of a longer episode is that of the task's own time", () => {
  const { steps, costTerms } = task("swimmer");
  const rows = (count: number) => Float64Array.from({ length: count * costTerms.length }, () => 0.5);
  const withCosts = (count: number) => ({ ...rolloutWith(1), costs: rows(count), cost: 123 });
  const swum = { states: new Float64Array(3 * steps * 10) };
  expect(episodeOf({ ...withCosts(3 * steps), ...swum }, task("swimmer"), null).cost).toBe(steps);
  expect(episodeOf({ ...withCosts(steps), ...swum }, task("swimmer"), null).cost).toBe(123);
});

test("how far a robot came is counted to the last step that was simulated", () => {
  const { steps, stateDim } = task("walker");
  const states = new Float64Array(steps * stateDim);
  for (let t = 0; t < steps; t++) states[t * stateDim] = 1 + 0.02 * t;
  const walked = { ...rolloutWith(1), states, validSteps: 101 };
  expect(episodeOf(walked, task("walker"), null).travelled).toBeCloseTo(2);
  expect(episodeOf(walked, task("peg2d"), null).travelled).toBeNull();
});

test("a study's own criterion takes the place of the task's, and holds for nobody who fell", () => {
  const near = { title: "near", holds: (distance: number) => distance <= 0.1 };
  const at = (metric: number, status: "ok" | "fallen" | "diverged" = "ok") => ({ ...rolloutWith(metric), status });
  expect(episodeOf(at(0.08), task("peg2d"), null).success).toBe(false);
  expect(episodeOf(at(0.08), task("peg2d"), near).success).toBe(true);
  expect(episodeOf(at(0.12), task("peg2d"), near).success).toBe(false);
  expect(episodeOf(at(0.08, "fallen"), task("peg2d"), near).success).toBe(false);
  expect(episodeOf(at(0.08, "diverged"), task("peg2d"), near).success).toBe(false);
});
