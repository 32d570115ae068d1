import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import type { LogLine, RunSummary } from "./api.ts";
import { EngineLog } from "./engine-log.ts";
import type { EventMap } from "./event-map.ts";

const run: RunSummary = {
  id: 7,
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
  bestMetric: null,
  group: "",
  parent: null,
  labels: { name: "", tags: [], star: false, note: "", archived: false, deletedAt: null },
  seconds: 0,
  createdAt: "2026-01-01T00:00:00.000Z",
};

it("writes a line when a run's status changes, not with each of its iterations", () => {
  const events = new EventEmitter<EventMap>();
  const log = new EngineLog(events);
  const told: LogLine[] = [];
  events.on("logged", (line) => told.push(line));
  for (const iterationsDone of [0, 1, 2]) events.emit("runChanged", { ...run, iterationsDone });
  events.emit("runChanged", { ...run, status: "failed", iterationsDone: 2, reason: "no positive definite Quu" });
  expect(log.lines().map(({ level, text }) => [level, text])).toEqual([
    ["info", "Run 0007 (peg2d, trajectory, seed 1) is training."],
    ["error", "Run 0007 (peg2d, trajectory, seed 1) is failed after 2 of 20 iterations: no positive definite Quu."],
  ]);
  expect(told).toEqual(log.lines());
});

it("keeps the newest five hundred lines", () => {
  const events = new EventEmitter<EventMap>();
  const log = new EngineLog(events);
  for (let id = 1; id <= 520; id++) events.emit("runChanged", { ...run, id });
  expect(log.lines()).toHaveLength(500);
  expect(log.lines().at(-1)?.text).toContain("0520");
});
