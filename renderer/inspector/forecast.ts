/** How long runs will take, by those that were trained before. */
import type { RunConfig, RunSummary, TaskDescription } from "../../main/engine/api.ts";

/** Rollouts that a configuration asks for. */
export function rolloutsOf({ iterations, samples, conditions }: RunConfig, task: TaskDescription): number {
  const trained = task.conditionSets.find(({ name }) => name === conditions)?.trained.length ?? 1;
  return iterations * samples * trained;
}

/** By the newest run of the task by the method that has come anywhere [s]; NaN where there is none. */
export function secondsFor(config: RunConfig, task: TaskDescription, runs: readonly RunSummary[]): number {
  const last = runs.find(
    (run) => run.task === config.task && run.method === config.method && run.rollouts > 0 && run.iterationsDone > 0,
  );
  if (last === undefined) return Number.NaN;
  // As many rollouts as its line search needs: nobody knows beforehand.
  if (config.method === "ilqg") return (last.seconds / last.iterationsDone) * config.iterations;
  return (last.seconds / last.rollouts) * rolloutsOf(config, task);
}
