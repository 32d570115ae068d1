/** Runs of which only a few things matter. */
import { noLabels, type RunLabels, type RunSummary } from "../../../main/engine/api.ts";

export function runWith(id: number, changes: Partial<RunSummary> = {}, labels: Partial<RunLabels> = {}): RunSummary {
  return {
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
    bestMetric: null,
    seconds: 0,
    createdAt: "2025-01-01T00:00:00Z",
    group: "a",
    parent: null,
    labels: { ...noLabels, ...labels },
    ...changes,
  };
}
