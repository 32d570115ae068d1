/** What the store keeps of a run when it begins: its settings, what it is to be made from, and what it is made with. */
import type { NewRun } from "../store/store.ts";
import { appVersion, nodeVersion } from "../versions.ts";
import type { RunConfig, TaskDescription } from "./api.ts";
import { configHash, groupHash } from "./config-hash.ts";

export interface RunOrigin {
  /** MJCF text. */
  model: string;
  mujocoVersion: string;
  /** Build of the kernels. */
  kernels: string;
  /** The run that it is made from. */
  parent: number | null;
}

export function runRecord(
  config: RunConfig,
  task: TaskDescription,
  { model, mujocoVersion, kernels, parent }: RunOrigin,
): NewRun {
  return {
    task: config.task,
    method: config.method,
    seed: config.seed,
    iterations: config.iterations,
    configHash: configHash(config),
    groupHash: groupHash(config),
    parent,
    better: task.metric.better,
    inputs: {
      config: JSON.stringify(config),
      task: JSON.stringify(task),
      model,
      app_version: appVersion,
      mujoco_version: mujocoVersion,
      node_version: nodeVersion,
      kernels,
    },
  };
}
