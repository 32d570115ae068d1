import { expect, test } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { type Measures, measure } from "./measure.ts";
import { betterThan, bound, costWithin, either } from "./targets.ts";
import { episodeWith, runWith } from "./testing/runs.ts";

const task = (name: string) => taskDescriptions.find((known) => known.name === name)!;
const run = runWith([{ rollouts: 100, metric: 1 }]);
const rowWith = (given: Partial<Measures>) => ({
  ...measure(run, { still: [episodeWith(1)], heldOut: [], noisy: [episodeWith(1)] }, "lower", null),
  ...given,
});
const rows = {
  learned: [
    { metric: 0.01, cost: 10 },
    { metric: 0.02, cost: 12 },
    { metric: 0.09, cost: 50 },
  ].map(rowWith),
  known: [rowWith({ metric: 0.03, cost: 11.5 })],
  lost: [rowWith({ metric: Number.POSITIVE_INFINITY, cost: Number.POSITIVE_INFINITY })],
  planned: [rowWith({ metric: 0.03, cost: 10 })],
};
const findings = (name: string) => ({
  task: task(name),
  measurementsOf: (row: string) => rows[row as keyof typeof rows],
});

test.each([
  ["median", "at most", 0.02, "0.0200 m", true],
  ["median", "at most", 0.019, "0.0200 m", false],
  ["worst", "at most", 0.05, "0.0900 m", false],
  ["worst", "at most", 0.1, "0.0900 m", true],
  ["median", "at least", 0.03, "0.0200 m", false],
] as const)("the %s distance %s %d", (over, sense, limit, measured, reached) => {
  const target = bound("it", { row: "learned", figure: "metric", over, sense, limit });
  expect(target.check(findings("peg2d"))).toEqual({ measured, reached });
  expect(target.overSeeds).toBe(true);
});

test("of speeds the least is the worst", () => {
  const slowest = bound("it", { row: "learned", figure: "metric", over: "worst", sense: "at least", limit: 0.01 });
  expect(slowest.check(findings("swimmer"))).toEqual({ measured: "0.010 m/s", reached: true });
});

test("a median cost is held against the baseline's, and against what that had planned", () => {
  const at = (percent: number) => costWithin("it", "learned", "known", "planned", percent).check(findings("peg2d"));
  const measured = "+4.3 %; +20.0 % above the planned rollout";
  expect(at(20.1)).toEqual({ measured, reached: true });
  expect(at(19)).toEqual({ measured, reached: false });
  const swapped = costWithin("it", "learned", "planned", "known", 19).check(findings("peg2d"));
  expect(swapped.reached).toBe(false);
});

test("one of two will do", () => {
  const near = bound("near", { row: "learned", figure: "metric", over: "median", sense: "at most", limit: 0.001 });
  const target = either(near, betterThan("better", "learned", "known"));
  expect(target.asked).toBe("near, or better");
  expect(target.check(findings("peg2d"))).toEqual({ measured: "0.0200 m; 0.0200 m against 0.0300 m", reached: true });
  expect(target.check(findings("swimmer")).reached).toBe(false);
});

test("what diverged reaches nothing", () => {
  const near = bound("near", { row: "lost", figure: "metric", over: "median", sense: "at most", limit: 1 });
  expect(near.check(findings("peg2d")).reached).toBe(false);
  expect(costWithin("it", "lost", "known", "planned", 5).check(findings("peg2d")).reached).toBe(false);
});
