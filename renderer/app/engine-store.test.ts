import { beforeEach, expect, it } from "vitest";
import type { Iteration, Progress, RunDetail, RunSummary } from "../../main/engine/api.ts";
import { iterationDone, progressed, runChanged, useEngine, withIteration, withRun } from "./engine-store.ts";

const run = (id: number, changes: Partial<RunSummary> = {}): RunSummary => ({
  id,
  task: "peg2d",
  method: "trajectory",
  seed: 1,
  status: "running",
  reason: null,
  iterationsDone: 0,
  iterationsTotal: 20,
  rollouts: 0,
  metric: null,
  success: null,
  cost: null,
  seconds: 0,
  createdAt: "2025-01-01T00:00:00Z",
  ...changes,
});
const iteration = (n: number, cost = 1) => ({ iteration: n, cost }) as Iteration;

beforeEach(() => useEngine.setState({ runs: null, details: {}, progress: {} }));

it("keeps runs newest first and each once", () => {
  const runs = withRun(withRun([run(1), run(3)], run(2)), run(1, { status: "completed" }));
  expect(runs.map(({ id, status }) => [id, status])).toEqual([
    [3, "running"],
    [2, "running"],
    [1, "completed"],
  ]);
});

it("keeps iterations in order and each once", () => {
  const list = withIteration(withIteration([iteration(1)], iteration(3)), iteration(2));
  expect(withIteration(list, iteration(3, 7)).map(({ iteration: n, cost }) => [n, cost])).toEqual([
    [1, 1],
    [2, 1],
    [3, 7],
  ]);
});

it("adds iterations to opened runs only, and forgets progress when a run ends", () => {
  useEngine.setState({ details: { 1: { summary: run(1), iterations: [] } as unknown as RunDetail } });
  iterationDone(1, iteration(1));
  iterationDone(2, iteration(1));
  progressed({ run: 1, iteration: 2 } as Progress);
  expect(Object.keys(useEngine.getState().details)).toEqual(["1"]);
  expect(useEngine.getState().details[1]?.iterations).toHaveLength(1);
  runChanged(run(1, { status: "cancelled" }));
  expect(useEngine.getState().progress).toEqual({});
  expect(useEngine.getState().details[1]?.summary.status).toBe("cancelled");
});
