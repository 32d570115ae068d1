/** A project with a full library: many finished runs, and one with a long history that can be resumed. */

import { type RunConfig, runConfigSchema, type TaskDescription } from "../../main/engine/api.ts";
import { taskModelText } from "../../main/engine/models.ts";
import { runRecord } from "../../main/engine/run-record.ts";
import { findTask } from "../../main/engine/tasks.ts";
import type { Store } from "../../main/store/store.ts";
import { iterationOf } from "./iteration.ts";

export interface LibrarySizes {
  /** Finished runs. */
  runs: number;
  /** Iterations of the run that can be resumed, and those that it may go on to. */
  history: number;
  total: number;
}

/** Rollouts of the history are short: nobody looks at them. */
const HISTORY_STEPS = 2;

export function fillLibrary(store: Store, tasks: readonly TaskDescription[], { runs, history, total }: LibrarySizes) {
  const task = findTask(tasks, "peg2d");
  for (let seed = 1; seed <= runs; seed++) {
    const { id } = insert(store, task, runConfigSchema.parse({ task: task.name, seed, iterations: 1 }));
    store.commitIteration(id, iterationOf(task, seed, 2, HISTORY_STEPS));
    store.finishRun(id, "completed", null);
  }
  const { id } = insert(store, task, runConfigSchema.parse({ task: task.name, iterations: total }));
  for (let n = 1; n <= history; n++) store.commitIteration(id, iterationOf(task, n, 2, HISTORY_STEPS));
  store.finishRun(id, "cancelled", null);
}

/** One finished run of one iteration, whose rollouts have so many steps. */
export function fillOneRun(
  store: Store,
  tasks: readonly TaskDescription[],
  { samples, steps }: { samples: number; steps: number },
): void {
  const task = findTask(tasks, "peg2d");
  const { id } = insert(store, task, runConfigSchema.parse({ task: task.name, iterations: 1, samples }));
  store.commitIteration(id, iterationOf(task, 1, samples, steps));
  store.finishRun(id, "completed", null);
}

function insert(store: Store, task: TaskDescription, config: RunConfig) {
  const origin = { model: taskModelText(task), mujocoVersion: "none", kernels: "plain", parent: null };
  return store.insertRun(runRecord(config, task, origin));
}
