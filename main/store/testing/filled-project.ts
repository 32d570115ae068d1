/** A project with runs that nobody trained: small, with blobs over several pages, made without a worker. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runConfigSchema } from "../../../workers/methods/config.ts";
import { randomPolicy } from "../../../workers/policy/testing/policies.ts";
import type { Rollout } from "../../../workers/rollout.ts";
import { taskDescriptions } from "../../../workers/systems/index.ts";
import type { IterationResult } from "../../../workers/trainer-api.ts";
import { configHash, groupHash } from "../../engine/config-hash.ts";
import { openProject } from "../../projects/project.ts";
import type { NewRun } from "../store.ts";

/** In an order that is not the alphabet's. */
const CONDITIONS = ["slot at +33 mm", "above the slot"] as const;

export interface FilledProject {
  /** The temporary folder around it. */
  around: string;
  /** A fresh copy of the project's folder. */
  copy(name?: string): string;
  remove(): void;
}

/** Runs 1 to `runs`, each of four iterations with two rollouts. */
export function fillProject(runs: number): FilledProject {
  const around = mkdtempSync(path.join(os.tmpdir(), "guidepost-test-"));
  const original = path.join(around, "original");
  const project = openProject(original, "write");
  for (let seed = 1; seed <= runs; seed++) {
    const { id } = project.store.insertRun(runOf(seed));
    for (let iteration = 1; iteration <= 4; iteration++) project.store.commitIteration(id, resultOf(seed, iteration));
    project.store.finishRun(id, "completed", null);
  }
  project.close();
  let copies = 0;
  return {
    around,
    copy: (name = `copy-${++copies}`) => {
      const folder = path.join(around, name);
      cpSync(original, folder, { recursive: true });
      return folder;
    },
    remove: () => rmSync(around, { recursive: true, force: true }),
  };
}

export function runOf(seed: number): NewRun {
  const task = taskDescriptions.find(({ name }) => name === "peg2d");
  const config = runConfigSchema.parse({ task: "peg2d", seed, iterations: 4, samples: 2 });
  const versions = { app_version: "0", mujoco_version: "3", node_version: "24", kernels: "simd" };
  return {
    task: "peg2d",
    method: "trajectory",
    seed,
    iterations: 4,
    configHash: configHash(config),
    groupHash: groupHash(config),
    parent: null,
    better: "lower",
    inputs: { config: JSON.stringify(config), task: JSON.stringify(task), model: "<mujoco/>", ...versions },
  };
}

/** Numbers that no other run or iteration has. */
export function resultOf(seed: number, iteration: number): IterationResult {
  const value = seed + iteration / 10;
  return {
    numbers: {
      iteration,
      rollouts: 2 * iteration,
      cost: value,
      costStd: 0.2,
      metric: value / 3,
      metricStd: 0.1,
      success: 0.5,
      kl: 0.1,
      eta: 12,
      stepSize: 1,
      diverged: 0,
      accepted: true,
      seconds: 0.5,
      phases: { sample: 0.25, fit: 0.125, optimise: 0.125 },
      conditions: CONDITIONS.map((name) => ({ name, cost: value, metric: value / 3, success: 0.5, kl: 0.1 })),
      policy: { loss: value, kl: 0.1, cost: value, metric: value / 3, success: 0.5 },
      modelError: iteration === 1 ? Number.NaN : value,
    },
    rollouts: [rolloutOf(value), rolloutOf(-value)],
    controllers: CONDITIONS.map((condition, i) => ({
      condition,
      controller: {
        gains: series(2400, value + i),
        offsets: series(400, value + i),
        covariances: series(800, value + i),
      },
    })),
    policy: randomPolicy([0, 1, 2], 2, 10 * seed + iteration),
    divergences: CONDITIONS.map((_, i) => series(200, value + i)),
    modelErrors: [1, 2].map((i) => (iteration === 1 ? null : series(200, value / i).map(Math.abs))),
    checkpoint: { iteration, random: Uint32Array.of(seed, iteration), weights: series(3000, value) },
  };
}

function rolloutOf(value: number): Rollout {
  return {
    condition: CONDITIONS[0],
    actor: "controller",
    status: "ok",
    validSteps: 200,
    states: series(1200, value),
    actions: series(400, value),
    positions: series(600, value),
    velocities: series(600, value),
    costs: series(400, value),
    cost: value,
    metric: value / 3,
    success: value > 0,
  };
}

function series(length: number, value: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => value * Math.sin(i));
}
