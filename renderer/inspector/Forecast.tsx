import type { RunConfig, RunSummary } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { formatDuration } from "../app/format.ts";

/** How much is asked for, and how long that took the last time. */
export function Forecast({ config }: { config: RunConfig | null }) {
  const runs = useEngine((state) => state.runs);
  const conditions = useEngine((state) => {
    const task = state.tasks?.find(({ name }) => name === config?.task);
    return task?.conditionSets.find(({ name }) => name === config?.conditions)?.trained.length ?? 1;
  });
  if (config === null) return null;
  const last = lastRunLike(runs ?? [], config);
  const time = (seconds: number) => `, about ${formatDuration(seconds)} on this machine`;
  // As many rollouts as its line search needs: nobody knows beforehand.
  if (config.method === "ilqg") {
    const amount = `${config.iterations.toLocaleString("en")} iterations`;
    return last === null ? amount : amount + time((last.seconds / last.iterationsDone) * config.iterations);
  }
  const rollouts = config.iterations * config.samples * conditions;
  const amount = `${rollouts.toLocaleString("en")} rollouts`;
  return last === null ? amount : amount + time((last.seconds / last.rollouts) * rollouts);
}

/** The newest run of the task by the method that has come anywhere. */
function lastRunLike(runs: readonly RunSummary[], { task, method }: RunConfig): RunSummary | null {
  return (
    runs.find((run) => run.task === task && run.method === method && run.rollouts > 0 && run.iterationsDone > 0) ?? null
  );
}
