import { expect, it } from "vitest";
import type { Progress, RunSummary } from "../../main/engine/api.ts";
import { endedRuns, workDone } from "./tell-system.ts";

const run = (id: number, status: RunSummary["status"]) => ({ id, status }) as RunSummary;

it("tells of runs that ended by themselves", () => {
  const before = [run(4, "running"), run(3, "running"), run(2, "running"), run(1, "completed")];
  const after = [run(4, "cancelled"), run(3, "failed"), run(2, "completed"), run(1, "completed")];
  expect(endedRuns(before, after).map(({ id }) => id)).toEqual([3, 2]);
  expect(endedRuns(null, after)).toEqual([]);
});

it("says how far the work is, and that there is none", () => {
  const progress = { run: 2, iteration: 11, iterations: 20, phase: "starting", done: 0, total: 0 } as Progress;
  expect(workDone({ runs: [run(2, "running")], progress: { 2: progress } })).toBe(0.5);
  expect(workDone({ runs: [run(2, "running")], progress: {} })).toBe(0);
  expect(workDone({ runs: [run(2, "completed")], progress: { 2: progress } })).toBeNull();
});
