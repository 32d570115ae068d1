/** A sweep: its trainings one after another, and what they came to. */
import type { RunConfig, RunSummary, TaskDescription } from "../engine/api.ts";
import type { CliContext } from "./context.ts";
import type { Session } from "./session.ts";
import type { SweepPlan } from "./sweep-options.ts";
import { type EndedRun, sweepTable, sweptValues } from "./sweep-report.ts";
import { type Begin, trainOne } from "./train-one.ts";
import type { TrainOptions } from "./train-options.ts";

export interface SweepWork extends SweepPlan {
  task: TaskDescription;
  start(config: RunConfig): Begin;
}

/** One that fails does not keep the others from being trained; after a stop none is started. */
export async function trainSweep(
  context: CliContext,
  session: Session,
  options: TrainOptions,
  sweep: SweepWork,
  stopped: () => boolean,
): Promise<RunSummary[]> {
  const { output } = context;
  const { configs, task, start } = sweep;
  const ended: EndedRun[] = [];
  for (const config of configs) {
    if (stopped()) break;
    if (!options.json) output.print(`${ended.length + 1} of ${configs.length} · ${sweptValues(sweep, config)}`);
    ended.push({ config, run: await trainOne(context, session, options, start(config)) });
    if (!options.json) output.print("");
  }
  const runs = ended.map(({ run }) => run);
  const left = configs.length - runs.length;
  if (left > 0) output.note(`${left} of the ${configs.length} runs were not started.`);
  const completed = runs.filter(({ status }) => status === "completed").length;
  if (options.json) output.json({ type: "sweep", runs: configs.length, started: runs.length, completed });
  else output.print(sweepTable(sweep, task.metric, ended).join("\n"));
  return runs;
}
