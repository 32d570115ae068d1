/**
 * A training worker that keeps a pace: the task's real model and the real traffic of an iteration, but made-up numbers,
 * so that a test of the window need not wait for physics. The arm swings, and its cost falls with every iteration.
 */
import { parentPort } from "node:worker_threads";
import { expose, transfer } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { RunConfig } from "../../main/engine/api.ts";
import { buffersOf } from "../../workers/rollout.ts";
import { systemOf } from "../../workers/systems/index.ts";
import type { TrainerApi } from "../../workers/trainer-api.ts";
import { checkModel } from "../../workers/training/check-model.ts";
import { iterationOf } from "./iteration.ts";

/** From one iteration to the next [ms]: twenty a second. */
const PERIOD = 50;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

const trainer: TrainerApi = {
  async train({ config, resume }, cancel, onIteration, onProgress) {
    const flag = new Int32Array(cancel);
    const first = (resume ? Number(resume.iteration) : 0) + 1;
    const start = performance.now();
    for (let iteration = first; iteration <= config.iterations; iteration++) {
      for (let done = 0; done <= config.samples; done++)
        onProgress({ iteration, phase: "sample", done, total: config.samples });
      onProgress({ iteration, phase: "fit", done: 0, total: 1 });
      await sleep(start + (iteration - first + 1) * PERIOD - performance.now());
      if (Atomics.load(flag, 0) !== 0) return { status: "cancelled" };
      onProgress({ iteration, phase: "optimise", done: 0, total: 1 });
      const result = iterationOf(describe(config), iteration, config.samples);
      await onIteration(transfer(result, result.rollouts.flatMap(buffersOf)));
    }
    return { status: "completed" };
  },
  evaluate: () => Promise.reject(new Error("the paced trainer evaluates nothing")),
  resultOf: () => Promise.reject(new Error("the paced trainer comes to nothing")),
  firstControllers: () => Promise.reject(new Error("the paced trainer starts from nothing")),
  selfTest: () => Promise.reject(new Error("the paced trainer opens no files")),
  evaluateFile: () => Promise.reject(new Error("the paced trainer opens no files")),
  replay: () => Promise.reject(new Error("the paced trainer replays nothing")),
  kernelBuilds: async () => ["plain"],
  checkModel,
};

function describe({ task }: RunConfig) {
  return systemOf(task).description;
}

if (parentPort) expose(trainer, nodeEndpoint(parentPort));
