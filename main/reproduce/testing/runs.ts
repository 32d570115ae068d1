/** Runs and rollouts of which only a few numbers matter. */
import type { Rollout } from "../../../workers/rollout.ts";
import { taskDescriptions } from "../../../workers/systems/index.ts";
import { type Iteration, noLabels, type RunDetail, runConfigSchema } from "../../engine/api.ts";
import type { Episode } from "../episode.ts";

export function iterationsWith(given: readonly Pick<Iteration, "rollouts" | "metric">[]): Iteration[] {
  return given.map(({ rollouts, metric }, i) => ({
    iteration: i + 1,
    rollouts,
    metric,
    metricStd: 0,
    cost: 40,
    costStd: 1,
    success: 0,
    kl: 10,
    eta: 1,
    stepSize: 1,
    diverged: 0,
    accepted: true,
    seconds: 0.5,
    phases: { sample: 0.3, fit: 0.1, optimise: 0.1 },
    conditions: [],
    policy: null,
    modelError: null,
  }));
}

/** A run with seed 3 and the number 1. */
export function runWith(given: readonly Pick<Iteration, "rollouts" | "metric">[]): RunDetail {
  const iterations = iterationsWith(given);
  const rollouts = iterations[iterations.length - 1].rollouts;
  return {
    summary: {
      id: 1,
      task: "peg2d",
      method: "trajectory",
      seed: 3,
      status: "completed",
      reason: null,
      iterationsDone: iterations.length,
      iterationsTotal: iterations.length,
      rollouts,
      metric: 0.1,
      success: 0,
      cost: 40,
      bestMetric: 0.1,
      seconds: 2,
      createdAt: "2026-03-01T12:00:00.000Z",
      group: "",
      parent: null,
      labels: noLabels,
    },
    config: runConfigSchema.parse({ task: "peg2d", seed: 3, iterations: iterations.length }),
    configHash: "",
    versions: { app: "0.1.0", mujoco: "3.14.0", node: "24.0.0", kernels: "simd" },
    task: taskDescriptions[0],
    iterations,
    gaps: [],
  };
}

export function episodeWith(metric: number): Episode {
  return { status: "ok", metric, success: metric <= 0.05, cost: 40, travelled: null };
}

export function rolloutWith(metric: number): Rollout {
  const none = new Float64Array();
  const arrays = { states: none, actions: none, positions: none, velocities: none, costs: none };
  return {
    condition: "",
    actor: "controller",
    status: "ok",
    validSteps: 800,
    ...arrays,
    cost: 40,
    metric,
    success: metric <= 0.05,
  };
}
