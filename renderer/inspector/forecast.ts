/** How long runs will take, by those that were trained before. */
import type { RunConfig, RunSummary, TaskDescription } from "../../main/engine/api.ts";

/** Rollouts that a configuration asks for: the samples, and those that a policy is tried by. */
export function rolloutsOf(config: RunConfig, task: TaskDescription): number {
  const { iterations, samples, conditions } = config;
  const trained = task.conditionSets.find(({ name }) => name === conditions)?.trained.length ?? 1;
  return (iterations * samples + trials(config)) * trained;
}

/** Rollouts in each condition that choose the best of the policies. */
function trials({ method, iterations, options }: RunConfig): number {
  if (method !== "gps") return 0;
  return options.validationEpisodes * Math.floor(iterations / options.validationInterval);
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
