/** `guidepost reproduce` */
import os from "node:os";
import { checkModel, taskModelText } from "../engine/models.ts";
import { kernelsToStart } from "../engine/numerics.ts";
import { onStopRequest, type StopReason } from "../engine/stop.ts";
import { findTask } from "../engine/tasks.ts";
import { withTrainer } from "../engine/trainer.ts";
import { GuidepostError } from "../errors.ts";
import { experimentFolder } from "../projects/default-folder.ts";
import { type Experiment, trajectoryExperiment } from "../reproduce/experiment.ts";
import type { Ground } from "../reproduce/ledger.ts";
import { overSeeds } from "../reproduce/measure.ts";
import { figureOf, resultText, rowResults } from "../reproduce/results.ts";
import { type FinishedRun, planOf, runPlan, type Watcher } from "../reproduce/runner.ts";
import { appVersion, nodeVersion } from "../versions.ts";
import type { CliContext, Output } from "./context.ts";
import { reproduceProgress } from "./reproduce-progress.ts";
import { checkTargets, writeTargets } from "./reproduce-targets.ts";
import { parseSeeds } from "./seeds.ts";
import { type CommonOptions, finishedWork, type Session, withSession } from "./session.ts";
import { stoppedCode } from "./stopped.ts";

export interface ReproduceOptions extends CommonOptions {
  seeds: string;
  out?: string;
  figure?: string;
}

export const experimentNames = [trajectoryExperiment.name];

export async function reproduceCommand(context: CliContext, name: string, options: ReproduceOptions): Promise<number> {
  const experiment = findExperiment(name);
  const seeds = parseSeeds(options.seeds);
  const targets = checkTargets(experiment.name, options);
  const { output } = context;
  const ground = await currentGround(context, experiment);
  const project = options.project ?? experimentFolder(experiment.name, context.env, process.platform);
  return withSession(context, { ...options, project }, "write", async (session) => {
    const stopped = new AbortController();
    onStopRequest((reason) => stopped.abort(reason));
    const finished = await follow(context, session, experiment, seeds, ground, options.json === true, stopped.signal);
    output.status("");
    if (finished === null) {
      output.note("Stopped. The same command goes on from here.");
      return stoppedCode[stopped.signal.reason as StopReason] ?? 1;
    }
    const text = resultText(experiment, finished, ground, os.availableParallelism());
    const { metric } = findTask(context.tasks, experiment.task);
    writeTargets(targets, text, figureOf(experiment, finished, metric.unit));
    if (options.json) printSummary(output, experiment, finished);
    else output.print(text);
    return 0;
  });
}

function findExperiment(name: string): Experiment {
  if (name === trajectoryExperiment.name) return trajectoryExperiment;
  throw new GuidepostError(
    `Unknown experiment "${name}"; experiments: ${experimentNames.join(", ")}.`,
    "guidepost reproduce --help describes them.",
  );
}

async function currentGround({ tasks, trainerEntry }: CliContext, experiment: Experiment): Promise<Ground> {
  const task = findTask(tasks, experiment.task);
  const model = taskModelText(task);
  return withTrainer(trainerEntry, async (trainer) => {
    const { mujocoVersion } = await checkModel(trainer, task.name, model);
    const kernels = kernelsToStart(await trainer.call((api) => api.kernelBuilds()), undefined);
    return { task, model, versions: { app: appVersion, mujoco: mujocoVersion, node: nodeVersion, kernels } };
  });
}

async function follow(
  context: CliContext,
  session: Session,
  experiment: Experiment,
  seeds: readonly number[],
  ground: Ground,
  json: boolean,
  signal: AbortSignal,
): Promise<FinishedRun[] | null> {
  const { output } = context;
  const work = finishedWork(context, session);
  const bench = { engine: session.engine, work, ground, workers: os.availableParallelism() };
  const plan = planOf(experiment, seeds, bench);
  const progress = reproduceProgress(output, plan);
  const watcher: Watcher = {
    ...progress,
    done: (index, run) => {
      progress.done(index, run);
      if (json) output.json({ type: "measurement", row: run.row.key, ...run.measurement });
    },
  };
  return runPlan(experiment, plan, bench, watcher, signal);
}

/** JSON has no infinity: what diverged or never happened is null there. */
function printSummary(output: Output, experiment: Experiment, finished: readonly FinishedRun[]): void {
  for (const { row, measurements } of rowResults(experiment, finished)) {
    output.json({ type: "summary", row: row.key, title: row.title, ...overSeeds(measurements) });
  }
}
