import { afterAll, beforeAll, expect, it } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import type { FinishedWork } from "./evaluation.ts";
import { divergencesOf, policyRollouts } from "./policy-study.ts";
import { type FinishedRuns, finishedRuns } from "./testing/finished-runs.ts";

const [GPS, TRAJECTORY] = [1, 2];
const names = taskDescriptions[0].conditionSets[1].trained.map(({ name }) => name);
let finished: FinishedRuns;
let work: FinishedWork;

beforeAll(async () => {
  finished = await finishedRuns({ iterations: 2, method: "gps", conditions: "slots" }, { iterations: 1 });
  work = finished.work;
});
afterAll(() => finished.close());

it("tells the divergence of each condition by step, and where there is none", () => {
  const told = divergencesOf(work, GPS, 2);
  expect(told.map(({ condition }) => condition)).toEqual(names);
  // The fake trainer has none for the last condition, and the same for all others.
  expect(told.map(({ perStep }) => perStep?.length)).toEqual([800, 800, 800, undefined]);
  expect(told[1].perStep).toEqual(told[0].perStep);
  expect(told[0].perStep?.every((d) => d >= 0 && d < 1)).toBe(true);
  expect(divergencesOf(work, GPS, 1)[0].perStep).not.toEqual(told[0].perStep);
});

it("tells none without a policy, and refuses iterations that were not finished", () => {
  expect(divergencesOf(work, TRAJECTORY, 1)).toEqual([]);
  expect(() => divergencesOf(work, GPS, 3)).toThrow(/no iteration 3; it has finished 2/);
});

it("rolls a policy out in every condition trained on, and writes nothing", async () => {
  const before = work.runs.detail(GPS);
  const rollouts = await policyRollouts(work, GPS, "network", 1);
  expect(rollouts.map(({ condition, actor, sample }) => [condition, actor, sample])).toEqual(
    names.flatMap((name, i) => [
      [name, "policy", 2 * i],
      [name, "policy", 2 * i + 1],
    ]),
  );
  expect(rollouts[0].positions).toBeInstanceOf(Float32Array);
  expect(rollouts[0].positions).toHaveLength(800 * 3);
  expect(rollouts[0]).not.toHaveProperty("states");
  expect(work.runs.detail(GPS)).toEqual(before);
  await expect(policyRollouts(work, TRAJECTORY, "network", 1)).rejects.toThrow(/has no policy, only controllers/);
});
