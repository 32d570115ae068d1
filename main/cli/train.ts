/** `guidepost train` */
import { existsSync } from "node:fs";
import type { RequestedConfig, RunConfig } from "../engine/api.ts";
import { readModelFile } from "../engine/models.ts";
import { onStopRequest, type StopReason } from "../engine/stop.ts";
import { findTask, requireConditions } from "../engine/tasks.ts";
import { GuidepostError } from "../errors.ts";
import { projectFile, readProjectFile } from "../projects/project-file.ts";
import type { CliContext } from "./context.ts";
import { parseCount, parseRun, projectFolder, withSession } from "./session.ts";
import { stoppedCode } from "./stopped.ts";
import { sweepFrom } from "./sweep-options.ts";
import { type Begin, trainOne } from "./train-one.ts";
import { configFrom, iterationsToResume, kernelsFrom, type TrainOptions } from "./train-options.ts";
import { type SweepWork, trainSweep } from "./train-sweep.ts";

export async function trainCommand(
  context: CliContext,
  task: string | undefined,
  options: TrainOptions,
): Promise<number> {
  const preset = options.preset === undefined ? null : presetNamed(context, options, options.preset);
  if (task === undefined && preset === null && options.resume === undefined) {
    const names = context.tasks.map(({ name }) => name).join(", ");
    throw new GuidepostError(`train needs a task; tasks: ${names}.`, "or --resume RUN to go on with a run.");
  }
  const work = workOf(context, task, options, preset);
  return withSession(context, options, "write", async (session) => {
    let stopped: StopReason | null = null;
    onStopRequest((reason) => {
      stopped = reason;
      context.output.status("");
      void session.engine.stop();
    });
    const runs =
      typeof work === "function"
        ? [await trainOne(context, session, options, work)]
        : await trainSweep(context, session, options, work, () => stopped !== null);
    const asked = typeof work === "function" ? 1 : work.configs.length;
    if (runs.filter(({ status }) => status === "completed").length === asked) return 0;
    return stopped === null ? 1 : stoppedCode[stopped as StopReason];
  });
}

/** Checks everything that can be checked before a project is opened, and returns what then starts the run or the runs. */
function workOf(
  context: CliContext,
  task: string | undefined,
  options: TrainOptions,
  preset: RequestedConfig | null,
): Begin | SweepWork {
  const workers = options.workers === undefined ? undefined : parseCount("--workers", options.workers, 1, 256);
  const { resume } = options;
  const { tasks } = context;
  if (resume !== undefined) {
    existingProject(context, options);
    return async (session) => {
      const id = parseRun(session, resume);
      const iterations = iterationsToResume(task, session.engine.runsOf.summary(id).task, options);
      return session.engine.continue(id, { iterations, workers });
    };
  }
  const description = findTask(tasks, task ?? preset?.task ?? "");
  const plan = sweepFrom(description, options, preset);
  const configs = plan?.configs ?? [configFrom(description, options, preset)];
  for (const config of configs) requireConditions(description, config);
  const model = options.model === undefined ? undefined : readModelFile(options.model);
  const kernels = kernelsFrom(options);
  const start =
    (config: RunConfig): Begin =>
    ({ engine }) =>
      engine.start(config, { model, workers, kernels });
  return plan === null ? start(configs[0]) : { ...plan, task: description, start };
}

/** The folder of a project that something is wanted of, so that none is made. */
function existingProject(context: CliContext, options: TrainOptions): string {
  const folder = projectFolder(context, options);
  if (existsSync(projectFile(folder))) return folder;
  throw new GuidepostError(`There is no project at ${folder}.`, "name one that has what is asked for with --project.");
}

/** Settings that the project keeps under a name. */
function presetNamed(context: CliContext, options: TrainOptions, name: string): RequestedConfig {
  const { presets } = readProjectFile(existingProject(context, options));
  const found = presets.find((preset) => preset.name === name);
  if (found !== undefined) return found.config;
  const names = presets.map((preset) => preset.name).join(", ");
  throw new GuidepostError(
    `There is no preset "${name}" in this project${names === "" ? "" : `; presets: ${names}`}.`,
    "the window keeps the settings of its form as one.",
  );
}
