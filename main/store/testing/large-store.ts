/**
 * A project with a large library, to measure lists and scrolling on: runs of every task, method and status, in groups
 * of five seeds, with names, tags and notes on some of them.
 *
 *   node main/store/testing/large-store.ts FOLDER [RUNS] [ROLLOUTS]
 *
 * makes the project in an empty folder, by default with 10,000 runs and 1,000,000 rollouts. Rollouts are one step long:
 * what is measured is the number of rows. The same arguments give the same library.
 */
import path from "node:path";
import Database from "better-sqlite3";
import { firstCondition } from "../../../workers/systems/description.ts";
import { taskDescriptions } from "../../../workers/systems/index.ts";
import {
  type Iteration,
  noLabels,
  type RunConfig,
  type RunStatus,
  runConfigSchema,
  type TaskDescription,
} from "../../engine/api.ts";
import { configHash, groupHash } from "../../engine/config-hash.ts";
import { taskModelText } from "../../engine/models.ts";
import { openProject, storeFile } from "../../projects/project.ts";
import { type Tables, tablesOf } from "../tables.ts";
import { iterationRow, labelsRow } from "../to-rows.ts";

export interface LargeSizes {
  runs: number;
  rollouts: number;
}

const SEEDS = 5;
const ITERATIONS = 10;
const methods = ["trajectory", "trajectory", "gps", "ilqg"] as const;
const statuses: readonly RunStatus[] = ["completed", "completed", "completed", "cancelled", "interrupted", "failed"];
const words = ["baseline", "noise", "prior", "sweep", "paper", "figure", "slow", "again", "wide", "short"];
const FIRST_DAY = Date.parse("2025-01-01T08:00:00Z");
const HOUR = 3_600_000;

export function fillLargeStore(folder: string, { runs, rollouts }: LargeSizes): void {
  // Makes the project and its tables.
  openProject(folder, "write").close();
  const db = new Database(storeFile(folder));
  db.pragma("synchronous = OFF");
  const tables = tablesOf(db);
  const perIteration = Math.max(1, Math.round(rollouts / runs / ITERATIONS));
  for (let first = 1; first <= runs; first += 100)
    db.transaction(() => {
      for (let id = first; id < first + 100 && id <= runs; id++) insertRun(tables, id, perIteration);
    })();
  db.close();
}

function configOf(id: number): RunConfig {
  const group = Math.floor((id - 1) / SEEDS);
  const { name } = taskDescriptions[group % taskDescriptions.length]!;
  const method = methods[group % methods.length]!;
  const options = { klStep: (5 + group) / 100 };
  return runConfigSchema.parse({ task: name, method, seed: 1 + ((id - 1) % SEEDS), iterations: ITERATIONS, options });
}

function insertRun(tables: Tables, id: number, perIteration: number): void {
  const config = configOf(id);
  const task = taskDescriptions.find(({ name }) => name === config.task)!;
  // Each group learns at a pace of its own, each seed with a jitter of its own.
  const pace = 0.15 + 0.05 * (Math.floor((id - 1) / SEEDS) % 7);
  const level = (iteration: number) => Math.exp(-pace * iteration) * (1 + 0.2 * Math.sin(3 * iteration + id));
  const levels = Array.from({ length: ITERATIONS }, (_, i) => level(i + 1));
  const status = statuses[id % statuses.length]!;
  const started = new Date(FIRST_DAY + id * HOUR).toISOString();
  tables.runs.put({
    id,
    task: config.task,
    method: config.method,
    seed: config.seed,
    config_hash: configHash(config),
    group_hash: groupHash(config),
    parent: id % 50 === 0 ? id - 1 : null,
    better: task.metric.better,
    status,
    reason: status === "failed" ? "no positive definite Quu" : null,
    iterations_done: ITERATIONS,
    iterations_total: config.iterations,
    rollouts: ITERATIONS * perIteration,
    metric: level(ITERATIONS),
    best_metric: task.metric.better === "lower" ? Math.min(...levels) : Math.max(...levels),
    success: (id % 5) / 4,
    cost: 100 * level(ITERATIONS),
    seconds: 10 + (id % 600),
    created_at: started,
    updated_at: started,
    finished_at: started,
  });
  const inputs = { config: JSON.stringify(config), task: JSON.stringify(task), model: taskModelText(task) };
  const versions = { app_version: "0", mujoco_version: "none", node_version: "none", kernels: "plain" };
  tables.inputs.put({ run: id, ...inputs, ...versions });
  label(tables, id);
  for (const [i, reached] of levels.entries()) insertIteration(tables, id, i + 1, perIteration, reached);
  insertRollouts(tables, task, id, perIteration, levels);
}

function label(tables: Tables, id: number): void {
  if (id % 3 !== 0) return;
  const [a, b] = [words[id % words.length]!, words[(id >> 3) % words.length]!];
  const name = id % 6 === 0 ? `${a} ${b}` : "";
  const note = id % 9 === 0 ? `Compare ${a} with run ${id - 1}.` : "";
  const labels = { ...noLabels, name, tags: [...new Set([a, b])], note, star: id % 30 === 0, archived: id % 33 === 0 };
  tables.labels.put(labelsRow(id, labels));
}

function insertIteration(tables: Tables, run: number, iteration: number, samples: number, level: number): void {
  const numbers: Iteration = {
    iteration,
    rollouts: iteration * samples,
    cost: 100 * level,
    costStd: 10 * level,
    metric: level,
    metricStd: 0.1 * level,
    success: level < 0.1 ? 1 : 0,
    kl: 0.3,
    eta: 1,
    stepSize: 1,
    diverged: 0,
    accepted: true,
    seconds: 1,
    phases: { sample: 0.6, fit: 0.3, optimise: 0.1 },
    conditions: [],
    policy: null,
    modelError: null,
  };
  tables.iterations.put(iterationRow(run, numbers, samples));
}

/** One step of a robot that stands still. */
function insertRollouts(
  tables: Tables,
  task: TaskDescription,
  run: number,
  perIteration: number,
  levels: readonly number[],
): void {
  const step = (width: number) => new Uint8Array(4 * width);
  const { stateDim, actionDim, costTerms } = task;
  const half = stateDim / 2;
  const origin = { condition: firstCondition(task).name, actor: "controller" };
  const arrays = {
    states: step(stateDim),
    actions: step(actionDim),
    positions: step(half),
    velocities: step(half),
    costs: step(costTerms.length),
  };
  for (const [i, level] of levels.entries()) {
    const numbers = { cost: 100 * level, metric: level, success: 0, status: "ok", valid_steps: 1 };
    for (let sample = 0; sample < perIteration; sample++)
      tables.rollouts.put({ run, iteration: i + 1, sample, ...origin, ...numbers, ...arrays });
  }
}

if (process.argv[1] === import.meta.filename) {
  const [folder = "", runs = "10000", rollouts = "1000000"] = process.argv.slice(2);
  fillLargeStore(path.resolve(folder), { runs: Number(runs), rollouts: Number(rollouts) });
}
