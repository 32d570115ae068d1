import { completeConfig, type RunConfig, type TaskDescription } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { formatDuration } from "../app/format.ts";
import { rolloutsOf, secondsFor } from "./forecast.ts";
import type { Form } from "./new-run.ts";

/** How much is asked for, and how long that took the last time. */
export function Forecast({ form: { checked, sweep, values } }: { form: Form }) {
  const runs = useEngine((state) => state.runs);
  const task = useEngine((state) => state.tasks?.find(({ name }) => name === values.task));
  if (!checked.ok || task === undefined) return null;
  const configs = sweep?.ok ? sweep.configs.map((config) => completeConfig(config, task)) : [checked.config];
  const amount = sweep?.ok ? sweep.words : amountOf(checked.config, task);
  const seconds = configs.reduce((sum, config) => sum + secondsFor(config, task, runs ?? []), 0);
  return Number.isNaN(seconds) ? amount : `${amount}, about ${formatDuration(seconds)} on this machine`;
}

function amountOf(config: RunConfig, task: TaskDescription): string {
  // As many rollouts as its line search needs: nobody knows beforehand.
  if (config.method === "ilqg") return `${config.iterations.toLocaleString("en")} iterations`;
  return `${rolloutsOf(config, task).toLocaleString("en")} rollouts`;
}
