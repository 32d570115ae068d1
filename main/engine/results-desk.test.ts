import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportRun } from "../exports/index.ts";
import { runData } from "../exports/run-data.ts";
import { divergencesOf } from "./policy-study.ts";
import { ResultsDesk } from "./results-desk.ts";
import { type FinishedRuns, finishedRuns } from "./testing/finished-runs.ts";

const [GPS, TRAJECTORY] = [1, 2];
let finished: FinishedRuns;
let desk: ResultsDesk;
/** How often the desk has asked for the project as it is open at the time. */
let asked = 0;

beforeAll(async () => {
  finished = await finishedRuns({ iterations: 2, method: "gps" }, { iterations: 1 });
  const work = () => {
    asked++;
    return finished.work;
  };
  desk = new ResultsDesk({ work, workers: () => 1 });
});
afterAll(() => finished.close());

it("tells the divergences of an iteration, and of the project that is open when it is asked", async () => {
  const before = asked;
  const told = await desk.divergences(GPS, 2);
  expect(told).toEqual(divergencesOf(finished.work, GPS, 2));
  expect(told.map(({ condition, perStep }) => [condition, perStep?.length])).toEqual([["above the slot", 800]]);
  expect(await desk.divergences(TRAJECTORY, 1)).toEqual([]);
  expect(asked).toBe(before + 2);
  await expect(desk.divergences(GPS, 3)).rejects.toThrow(/no iteration 3/);
});

it("rolls a policy out, and says where there is none", async () => {
  const rollouts = await desk.policyRollouts(GPS, "last");
  expect(rollouts.map(({ sample, actor }) => [sample, actor])).toEqual([
    [0, "policy"],
    [1, "policy"],
  ]);
  await expect(desk.policyRollouts(TRAJECTORY, "last")).rejects.toThrow(/Run 0002/);
});

it("makes a file and hands it over, once", async () => {
  const made = await desk.exportRun(TRAJECTORY, { format: "csv", policy: null, condition: null });
  const bytes = await desk.exportPart(made.id, 0);
  const file = path.join(finished.folder, "run.csv");
  exportRun(await runData(finished.work, TRAJECTORY), "csv", file);
  expect(Buffer.from(bytes).equals(readFileSync(file))).toBe(true);
  await expect(desk.exportPart(made.id, 0)).rejects.toThrow(/not kept any more/);
});

it("makes a report of a run", async () => {
  expect(await desk.report(TRAJECTORY)).toMatch(/^<!doctype html>.*Peg 2D/is);
});
