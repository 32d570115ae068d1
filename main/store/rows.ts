/** The rows as SQLite has them, and the columns in the order of their checksums. */
import type { AnyTable, TableSpec } from "./table.ts";

export interface RunRow {
  id: number;
  task: string;
  method: string;
  seed: number;
  config_hash: string;
  group_hash: string;
  parent: number | null;
  better: string;
  status: string;
  reason: string | null;
  iterations_done: number;
  iterations_total: number;
  rollouts: number;
  metric: number | null;
  best_metric: number | null;
  success: number | null;
  cost: number | null;
  seconds: number;
  created_at: string;
  updated_at: string;
  finished_at: string | null;
}

export const runsTable: TableSpec<RunRow> = {
  name: "runs",
  columns: [
    "id",
    "task",
    "method",
    "seed",
    "config_hash",
    "group_hash",
    "parent",
    "better",
    "status",
    "reason",
    "iterations_done",
    "iterations_total",
    "rollouts",
    "metric",
    "best_metric",
    "success",
    "cost",
    "seconds",
    "created_at",
    "updated_at",
    "finished_at",
  ],
};

export interface LabelsRow {
  run: number;
  name: string;
  tags: string;
  star: number;
  note: string;
  archived: number;
  deleted_at: string | null;
}

export const labelsTable: TableSpec<LabelsRow> = {
  name: "run_labels",
  columns: ["run", "name", "tags", "star", "note", "archived", "deleted_at"],
};

export interface InputsRow {
  run: number;
  config: string;
  task: string;
  model: string;
  app_version: string;
  mujoco_version: string;
  node_version: string;
  kernels: string;
}

export const inputsTable: TableSpec<InputsRow> = {
  name: "run_inputs",
  columns: ["run", "config", "task", "model", "app_version", "mujoco_version", "node_version", "kernels"],
};

export interface IterationRow {
  run: number;
  iteration: number;
  rollouts: number;
  cost: number | null;
  cost_std: number | null;
  metric: number | null;
  metric_std: number | null;
  success: number;
  kl: number;
  eta: number;
  step_size: number;
  diverged: number;
  accepted: number;
  seconds: number;
  seconds_sample: number;
  seconds_fit: number;
  seconds_optimise: number;
  extras: string;
  kept: number;
}

export const iterationsTable: TableSpec<IterationRow> = {
  name: "iterations",
  columns: [
    "run",
    "iteration",
    "rollouts",
    "cost",
    "cost_std",
    "metric",
    "metric_std",
    "success",
    "kl",
    "eta",
    "step_size",
    "diverged",
    "accepted",
    "seconds",
    "seconds_sample",
    "seconds_fit",
    "seconds_optimise",
    "extras",
    "kept",
  ],
};

export interface RolloutRow {
  run: number;
  iteration: number;
  sample: number;
  condition: string;
  actor: string;
  status: string;
  valid_steps: number;
  cost: number;
  metric: number;
  success: number;
  states: Uint8Array;
  actions: Uint8Array;
  positions: Uint8Array;
  velocities: Uint8Array;
  costs: Uint8Array;
}

export const rolloutsTable: TableSpec<RolloutRow> = {
  name: "rollouts",
  columns: [
    "run",
    "iteration",
    "sample",
    "condition",
    "actor",
    "status",
    "valid_steps",
    "cost",
    "metric",
    "success",
    "states",
    "actions",
    "positions",
    "velocities",
    "costs",
  ],
};

export interface ControllerRow {
  run: number;
  iteration: number;
  condition: string;
  gains: Uint8Array;
  offsets: Uint8Array;
  covariances: Uint8Array;
}

export const controllersTable: TableSpec<ControllerRow> = {
  name: "controllers",
  columns: ["run", "iteration", "condition", "gains", "offsets", "covariances"],
};

export interface PolicyRow {
  run: number;
  iteration: number;
  state: Uint8Array;
  divergences: Uint8Array;
}

export const policiesTable: TableSpec<PolicyRow> = {
  name: "policies",
  columns: ["run", "iteration", "state", "divergences"],
};

export interface ModelErrorsRow {
  run: number;
  iteration: number;
  rollouts: number;
  errors: Uint8Array;
}

export const modelErrorsTable: TableSpec<ModelErrorsRow> = {
  name: "model_errors",
  columns: ["run", "iteration", "rollouts", "errors"],
  since: 2,
};

export interface CheckpointRow {
  run: number;
  iteration: number;
  state: Uint8Array;
}

export const checkpointsTable: TableSpec<CheckpointRow> = {
  name: "checkpoints",
  columns: ["run", "iteration", "state"],
};

/** A part of a run that is known to be missing, and why. */
export interface GapRow {
  run: number;
  iteration: number;
  part: string;
  cause: string;
}

export const gapsTable: TableSpec<GapRow> = {
  name: "gaps",
  columns: ["run", "iteration", "part", "cause"],
};

/** Every table of a store, each after those that it refers to. */
export const allTables: readonly AnyTable[] = [
  runsTable,
  labelsTable,
  inputsTable,
  iterationsTable,
  rolloutsTable,
  controllersTable,
  policiesTable,
  modelErrorsTable,
  checkpointsTable,
  gapsTable,
];

/** Those that a store of this version has. */
export function tablesAt(version: number): AnyTable[] {
  return allTables.filter(({ since = 1 }) => since <= version);
}

/** Tables without row numbers, found by run and iteration. */
export const withoutNumbers: ReadonlySet<string> = new Set([iterationsTable.name, gapsTable.name]);
