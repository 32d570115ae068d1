/** `guidepost reproduce` */
import os from "node:os";
import { checkModel, taskModelText } from "../engine/models.ts";
import { kernelsToStart } from "../engine/numerics.ts";
import { onStopRequest, type StopReason } from "../engine/stop.ts";
import { findTask } from "../engine/tasks.ts";
import { withTrainer } from "../engine/trainer.ts";
import { experimentFolder } from "../projects/default-folder.ts";
import { type Experiment, type Study, titleOf } from "../reproduce/experiment.ts";
import { findExperiment } from "../reproduce/experiments.ts";
import type { Ground } from "../reproduce/ledger.ts";
import { overSeeds } from "../reproduce/measure.ts";
import { figureOf, findingsOf, resultText, rowResults } from "../reproduce/results.ts";
import { type Bench, type FinishedRun, planOf, runPlan, type Watcher } from "../reproduce/runner.ts";
import { appVersion, nodeVersion } from "../versions.ts";
import type { CliContext, Output } from "./context.ts";
import { reproduceProgress } from "./reproduce-progress.ts";
import { checkTargets, type Targets, writeFigure, writeTable } from "./reproduce-targets.ts";
import { parseSeeds } from "./seeds.ts";
import { type CommonOptions, finishedWork, type Session, withSession } from "./session.ts";
import { stoppedCode } from "./stopped.ts";

export interface ReproduceOptions extends CommonOptions {
  seeds: string;
  task?: string;
  out?: string;
  figures?: string;
}

export async function reproduceCommand(context: CliContext, name: string, options: ReproduceOptions): Promise<number> {
  const experiment = findExperiment(name, options.task);
  const seeds = parseSeeds(options.seeds);
  const targets = checkTargets(
    [...experiment.tables, ...experiment.studies].map(({ marker }) => marker),
    options,
  );
  const { output } = context;
  const grounds = await currentGrounds(context, experiment);
  const project = options.project ?? experimentFolder(experiment.name, context.env, process.platform);
  return withSession(context, { ...options, project }, "write", async (session) => {
    const stopped = new AbortController();
    onStopRequest((reason) => stopped.abort(reason));
    const bench = benchOf(context, session, grounds);
    const report = reporter(context, targets, options.json === true);
    for (const table of experiment.tables) report.text(table.marker, table.text(context.tasks), table.title);
    const finished = await follow(experiment, seeds, bench, report, output, stopped.signal);
    output.status("");
    if (finished) return 0;
    output.note("Stopped. The same command goes on from here.");
    return stoppedCode[stopped.signal.reason as StopReason] ?? 1;
  });
}

/** What every task's runs depend on beside their configurations. */
async function currentGrounds(
  { tasks, trainerEntry }: CliContext,
  { studies }: Experiment,
): Promise<Map<string, Ground>> {
  return withTrainer(trainerEntry, async (trainer) => {
    const kernels = kernelsToStart(await trainer.call((api) => api.kernelBuilds()), undefined);
    const grounds = new Map<string, Ground>();
    for (const name of new Set(studies.map(({ task }) => task))) {
      const task = findTask(tasks, name);
      const model = taskModelText(task);
      const { mujocoVersion } = await checkModel(trainer, name, model);
      grounds.set(name, {
        task,
        model,
        versions: { app: appVersion, mujoco: mujocoVersion, node: nodeVersion, kernels },
      });
    }
    return grounds;
  });
}

function benchOf(context: CliContext, session: Session, grounds: Bench["grounds"]): Bench {
  const work = finishedWork(context, session);
  return { engine: session.engine, work, grounds, workers: os.availableParallelism() };
}

/** Study after study, each told of as soon as it is there. False when it was stopped. */
async function follow(
  experiment: Experiment,
  seeds: readonly number[],
  bench: Bench,
  report: Reporter,
  output: Output,
  signal: AbortSignal,
): Promise<boolean> {
  const plan = planOf(experiment, seeds, bench);
  const progress = reproduceProgress(output, plan);
  const watcher: Watcher = {
    ...progress,
    done: (planned, run) => {
      progress.done(planned, run);
      report.measurement(planned.study, run);
    },
  };
  for (const study of experiment.studies) {
    const part = plan.filter((planned) => planned.study === study);
    const finished = await runPlan(part, bench, watcher, signal);
    if (finished === null) return false;
    report.study(study, finished, part[0].ground);
  }
  return true;
}

type Reporter = ReturnType<typeof reporter>;

/** Where results go: to the page and the figures, and to the screen as text or as JSON lines. */
function reporter({ output }: CliContext, targets: Targets, json: boolean) {
  const text = (marker: string, content: string, title: string): void => {
    writeTable(targets, marker, content);
    if (!json) output.print(`${title}\n\n${content}\n`);
  };
  return {
    text,
    measurement({ marker: study, task }: Study, { row, measurement }: FinishedRun): void {
      if (json) output.json({ type: "measurement", study, task, row: row.key, ...measurement });
    },
    study(study: Study, finished: readonly FinishedRun[], ground: Ground): void {
      const title = `${titleOf(study, ground.task)} (${ground.task.name})`;
      text(study.marker, resultText(study, finished, ground, os.availableParallelism()), title);
      writeFigure(targets, study.figure, figureOf(study, finished, ground));
      if (json) printSummary(output, study, finished, ground);
    },
  };
}

/** JSON has no infinity: what diverged or never happened is null there, and so is what was not measured. */
function printSummary(output: Output, study: Study, finished: readonly FinishedRun[], { task }: Ground): void {
  const results = rowResults(study, finished);
  const of = { study: study.marker, task: task.name };
  for (const { row, measurements } of results) {
    const { key, title } = row;
    output.json({ type: "summary", ...of, row: key, title, ...overSeeds(measurements, task.metric.better) });
  }
  for (const { asked, check } of study.targets) {
    output.json({ type: "target", ...of, asked, ...check(findingsOf(results, task)) });
  }
}
