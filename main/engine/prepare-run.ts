/** What a run is started with, or goes on with: its model checked and its line in the store, before anything is computed. */
import os from "node:os";
import type { KernelBuild } from "../../workers/kernel-build.ts";
import type { TrainingJob } from "../../workers/trainer-api.ts";
import type { Store } from "../store/store.ts";
import type { RunConfig, RunSummary, TaskDescription } from "./api.ts";
import { configHash, groupHash } from "./config-hash.ts";
import { checkModel, type Scenes, taskModelText } from "./models.ts";
import { kernelsToResume, kernelsToStart, otherNumerics } from "./numerics.ts";
import { runRecord } from "./run-record.ts";
import type { Runs } from "./runs.ts";
import { findTask, requireConditions } from "./tasks.ts";
import type { Trainer } from "./trainer.ts";

export interface StartOptions {
  /** MJCF text in place of the task's own model. */
  model?: string | undefined;
  /** Threads for each part of the work; all cores by default. */
  workers?: number | undefined;
  /** Build of the kernels; the best that runs here by default. */
  kernels?: KernelBuild | undefined;
  /** The run that it is made from; none by default. */
  parent?: number | null | undefined;
}

export interface ContinueOptions {
  /** In all; as many as before by default. */
  iterations?: number | undefined;
  workers?: number | undefined;
}

export interface PreparedRun {
  summary: RunSummary;
  job: TrainingJob;
  warning: string | null;
}

/** Where runs are prepared. */
export interface Ground {
  store: Store;
  runs: Runs;
  tasks: readonly TaskDescription[];
  /** Which learn of every model that was checked. */
  scenes: Scenes;
}

/** @throws GuidepostError where the model does not load, or the task has no such conditions */
export async function newRun(
  trainer: Trainer,
  config: RunConfig,
  options: StartOptions,
  { store, tasks, scenes }: Ground,
): Promise<PreparedRun> {
  const task = findTask(tasks, config.task);
  requireConditions(task, config);
  const model = options.model ?? taskModelText(task);
  const mujocoVersion = await checked(trainer, config.task, model, scenes);
  const kernels = kernelsToStart(await trainer.call((api) => api.kernelBuilds()), options.kernels);
  const origin = { model, mujocoVersion, kernels, parent: options.parent ?? null };
  const summary = store.insertRun(runRecord(config, task, origin));
  const job = { config, model, kernels, workers: options.workers ?? os.availableParallelism() };
  return { summary, job, warning: null };
}

/** From the newest checkpoint. */
export async function continuedRun(
  trainer: Trainer,
  id: number,
  options: ContinueOptions,
  { store, runs, tasks, scenes }: Ground,
): Promise<PreparedRun> {
  const config = runs.configToResume(id, options.iterations);
  requireConditions(findTask(tasks, config.task), config);
  const model = runs.model(id);
  const mujocoVersion = await checked(trainer, config.task, model, scenes);
  const inputs = store.inputs(id);
  const kernels = kernelsToResume(await trainer.call((api) => api.kernelBuilds()), inputs);
  const checkpoint = store.checkpoint(id);
  const summary = store.restartRun(id, {
    iterations: config.iterations,
    config: JSON.stringify(config),
    configHash: configHash(config),
    groupHash: groupHash(config),
  });
  const job: TrainingJob = { config, model, kernels, workers: options.workers ?? os.availableParallelism() };
  const warning = otherNumerics(inputs, mujocoVersion, kernels);
  return { summary, warning, job: checkpoint === null ? job : { ...job, resume: checkpoint.state } };
}

/** MuJoCo's version, of a model that loads. */
async function checked(trainer: Trainer, task: string, model: string, scenes: Scenes): Promise<string> {
  const { mujocoVersion, scene } = await checkModel(trainer, task, model);
  scenes.keep(task, model, scene);
  return mujocoVersion;
}
