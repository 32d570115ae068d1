/** From rows to what the engine hands out. */
import {
  type Iteration,
  iterationExtrasSchema,
  type RolloutDrawing,
  type RunLabels,
  type RunStatus,
  type RunSummary,
} from "../engine/api.ts";
import { f32Array } from "./arrays.ts";
import type { IterationRow, LabelsRow, ModelErrorsRow, RolloutRow, RunRow } from "./rows.ts";

/** A rollout as it is stored: what the window draws, and the method's states. */
export interface StoredRollout extends RolloutDrawing {
  iteration: number;
  /** [T, dX] states. */
  states: Float32Array;
}

export function summaryOf(row: RunRow, labels: RunLabels): RunSummary {
  return {
    id: row.id,
    task: row.task,
    method: row.method,
    seed: row.seed,
    status: row.status as RunStatus,
    reason: row.reason,
    iterationsDone: row.iterations_done,
    iterationsTotal: row.iterations_total,
    rollouts: row.rollouts,
    metric: row.metric,
    bestMetric: row.best_metric,
    success: row.success,
    cost: row.cost,
    seconds: row.seconds,
    createdAt: row.created_at,
    group: row.group_hash,
    parent: row.parent,
    labels,
  };
}

/** What a run is whose process has gone without a word: its last iteration may have been the last of all. */
export function statusOfOrphan(done: number, total: number): RunStatus {
  return done >= total ? "completed" : "interrupted";
}

export function labelsOf({ name, tags, star, note, archived, deleted_at }: LabelsRow): RunLabels {
  const flags = { star: star === 1, archived: archived === 1 };
  return { name, tags: JSON.parse(tags) as string[], note, ...flags, deletedAt: deleted_at };
}

export function iterationOf(row: IterationRow): Iteration {
  return {
    iteration: row.iteration,
    rollouts: row.rollouts,
    cost: row.cost,
    costStd: row.cost_std,
    metric: row.metric,
    metricStd: row.metric_std,
    success: row.success,
    kl: row.kl,
    eta: row.eta,
    stepSize: row.step_size,
    diverged: row.diverged,
    accepted: row.accepted === 1,
    seconds: row.seconds,
    phases: { sample: row.seconds_sample, fit: row.seconds_fit, optimise: row.seconds_optimise },
    ...iterationExtrasSchema.parse(JSON.parse(row.extras)),
  };
}

export function rolloutOf(row: RolloutRow): StoredRollout {
  return {
    iteration: row.iteration,
    sample: row.sample,
    condition: row.condition,
    actor: row.actor as RolloutDrawing["actor"],
    status: row.status as RolloutDrawing["status"],
    validSteps: row.valid_steps,
    cost: row.cost,
    metric: row.metric,
    success: row.success === 1,
    states: f32Array(row.states),
    actions: f32Array(row.actions),
    positions: f32Array(row.positions),
    velocities: f32Array(row.velocities),
    costs: f32Array(row.costs),
  };
}

/** [T] of each rollout, by sample; null for one that no model has foretold. */
export function modelErrorsOf({ rollouts, errors }: ModelErrorsRow): (Float32Array | null)[] {
  const all = f32Array(errors);
  const steps = all.length / rollouts;
  return Array.from({ length: rollouts }, (_, i) => {
    const perStep = all.slice(i * steps, (i + 1) * steps);
    return perStep.every(Number.isNaN) ? null : perStep;
  });
}
