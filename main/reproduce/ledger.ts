/** Which of an experiment's runs a project already holds. */

import { isDeepStrictEqual } from "node:util";
import type { RunConfig, RunDetail, TaskDescription } from "../engine/api.ts";
import { configHash } from "../engine/config-hash.ts";
import type { Engine } from "../engine/engine.ts";

/** What a run's numbers depend on beside its configuration. */
export interface Ground {
  task: TaskDescription;
  /** MJCF text. */
  model: string;
  versions: RunDetail["versions"];
}

/** The run of this configuration on the same ground, a finished one if there is one; null if there is none. */
export function findRun({ runsOf }: Engine, config: RunConfig, ground: Ground): RunDetail | null {
  const hash = configHash(config);
  const found = runsOf
    .list()
    .filter(({ task, seed }) => task === config.task && seed === config.seed)
    .map(({ id }) => runsOf.detail(id))
    .filter((run) => run.configHash === hash && isOn(ground, run, runsOf.model(run.summary.id)));
  return found.find((run) => isDone(run)) ?? found[0] ?? null;
}

export function isDone({ summary }: RunDetail): boolean {
  return summary.iterationsDone === summary.iterationsTotal;
}

function isOn({ task, model, versions }: Ground, run: RunDetail, runModel: string): boolean {
  return runModel === model && sameTask(run.task, task) && isDeepStrictEqual(run.versions, versions);
}

/** Whatever defaults a task had: a run's configuration is complete. */
function sameTask({ presets: _, ...one }: TaskDescription, { presets: __, ...other }: TaskDescription): boolean {
  return isDeepStrictEqual(one, other);
}
