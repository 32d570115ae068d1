import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import type { ActorChoice } from "../../workers/trainer-api.ts";
import { evaluateRun, evaluateStart, type FinishedWork, finalResult } from "./evaluation.ts";
import { usualChoice } from "./evaluation-parts.ts";
import { smallConfig } from "./testing/fake-engine.ts";
import { type FinishedRuns, finishedRuns } from "./testing/finished-runs.ts";

const [TRAJECTORY, GPS] = [1, 2];
const options = { episodes: 2, seed: 3, noise: false, workers: 1 };

let finished: FinishedRuns;
let work: FinishedWork;

beforeAll(async () => {
  finished = await finishedRuns({ iterations: 1 }, { iterations: 1, method: "gps", conditions: "slots" });
  work = finished.work;
});
afterAll(() => finished.close());

it("is after the last update that a run has come to something", async () => {
  const result = await finalResult(work, GPS);
  expect(result.controllers.map(({ condition }) => condition)).toHaveLength(4);
  expect(result.controllers).not.toEqual(work.store.controllers(GPS, 1));
  expect(result.policies?.last).toEqual(work.store.policy(GPS, 1));
  expect((await finalResult(work, TRAJECTORY)).policies).toBeNull();
});

describe("evaluation of a run", () => {
  /** The fake trainer's policies fall. */
  const evaluate = async (run: number, seconds: number | null, policy: ActorChoice | null = null) => {
    const rollouts = await evaluateRun(work, run, { ...usualChoice, policy, seconds }, options);
    return rollouts.map(({ validSteps, status }) => [validSteps, status]);
  };
  const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

  it("lasts as long as asked, and as the task without being asked", async () => {
    expect(await evaluate(GPS, 20)).toEqual(times(16, [2000, "fallen"]));
    expect(await evaluate(GPS, null, "last")).toEqual(times(16, [800, "fallen"]));
    expect(await evaluate(GPS, 3, "controller")).toEqual(times(8, [300, "ok"]));
  });

  it("is refused for longer than a controller acts", async () => {
    await expect(evaluate(TRAJECTORY, 9)).rejects.toThrow(/A controller of peg2d acts for 8 s; 9 s are asked for/);
  });
});

it("evaluates what a run starts from in the conditions that it would train on", async () => {
  const ground = { model: "", task: taskDescriptions[0] };
  const rollouts = await evaluateStart(work, smallConfig({ conditions: "slots" }), ground, options);
  const names = ground.task.conditionSets[1].trained.map(({ name }) => name);
  expect(rollouts.map(({ condition, actor }) => [condition, actor])).toEqual(
    names.flatMap((name) => [
      [name, "controller"],
      [name, "controller"],
    ]),
  );
});
