/** The options of `guidepost train`, all taken from the schema of a run's configuration. */
import type { Command } from "commander";
import { type KernelBuild, kernelBuildSchema } from "../../workers/kernel-build.ts";
import { methodOptionsSchema } from "../../workers/methods/config.ts";
import {
  completeConfig,
  type RequestedConfig,
  type RunConfig,
  runConfigSchema,
  type TaskDescription,
} from "../engine/api.ts";
import { GuidepostError } from "../errors.ts";
import { allowed, type Field, fieldsOf, parseField, parseSettings } from "./fields.ts";
import type { CommonOptions } from "./session.ts";
import { alignColumns } from "./table.ts";

export interface TrainOptions extends CommonOptions {
  set?: string[];
  sweep?: string[];
  model?: string;
  preset?: string;
  resume?: string;
  workers?: string;
  kernels?: string;
  /** Texts of the options that the schema makes, by key. */
  [key: string]: string | string[] | boolean | undefined;
}

/** The task is an argument; everything else is an option of its own. */
const configFields = fieldsOf(runConfigSchema).filter(({ key }) => key !== "task");

const kernelBuilds = kernelBuildSchema.options;

export function addTrainOptions(command: Command): Command {
  for (const field of configFields) command.option(`--${field.key} <value>`, helpOf(field));
  return command
    .option("--set <key=value>", "set an option of the method, repeatable; listed below", collect)
    .option(
      "--sweep <key=v1,v2>",
      "train a run for each value of a setting, such as seed=1..5 or klStep=0.3,1; repeated, for each combination",
      collect,
    )
    .option("--model <file>", "train with this MJCF model of the task instead of its own; it is kept with the run")
    .option("--preset <name>", "begin with settings that the project keeps under this name; what else is given stands")
    .option("--resume <run>", "go on with a run (number or latest) from its last iteration; --iterations may extend it")
    .option("--workers <count>", "cores to compute on; the numbers do not depend on it (default: all cores)")
    .option(
      "--kernels <build>",
      `build of the numerical kernels, ${kernelBuilds.join(" | ")}; the numbers' last digits depend on it ` +
        "(default: the first that runs here)",
    )
    .addHelpText("after", () => `\nOptions of the method, given with --set:\n${settingsHelp().join("\n")}`)
    .addHelpText(
      "after",
      "\nSome tasks have defaults of their own; guidepost tasks lists them, with the reason for each.",
    );
}

/** Completed for the task. */
export function configFrom(task: TaskDescription, options: TrainOptions, preset: RequestedConfig | null): RunConfig {
  return completeConfig(over(preset, requestFrom(task, options)), task);
}

/** A preset's settings, where nothing else is asked for. */
export function over(preset: RequestedConfig | null, request: RequestedConfig): RequestedConfig {
  return { ...preset, ...request, options: { ...preset?.options, ...request.options } };
}

/** What is asked for, and no more. */
export function requestFrom(task: TaskDescription, options: TrainOptions): RequestedConfig {
  const { options: ofMethod, ...ofRun } = defaultsOf(task, options);
  const given = configFields.flatMap((field) => {
    const text = options[field.key];
    if (typeof text !== "string") return [];
    return [[field.key, parseField(runConfigSchema, field, `--${field.key}`, text, ofRun)]];
  });
  return {
    task: task.name,
    ...Object.fromEntries(given),
    options: parseSettings(methodOptionsSchema, options.set ?? [], ofMethod),
  };
}

/** What the task takes where nothing is given, with the method that is asked for where there is such a one. */
function defaultsOf(task: TaskDescription, { method }: TrainOptions): RunConfig {
  return completeConfig({ task: task.name, method: runConfigSchema.shape.method.safeParse(method).data }, task);
}

/** How many iterations a resumed run shall have; undefined for as many as it was started with. */
export function iterationsToResume(
  task: string | undefined,
  runTask: string,
  options: TrainOptions,
): number | undefined {
  const fixed = configFields.map(({ key }) => key).filter((key) => key !== "iterations" && options[key] !== undefined);
  if (options.set !== undefined) fixed.push("set");
  if (options.sweep !== undefined) fixed.push("sweep");
  if (options.model !== undefined) fixed.push("model");
  if (options.preset !== undefined) fixed.push("preset");
  if (options.kernels !== undefined) fixed.push("kernels");
  if (fixed.length > 0) {
    throw new GuidepostError(
      `--${fixed[0]} cannot change a run that is resumed; only --iterations and --workers may.`,
      "start a new run without --resume.",
    );
  }
  if (task !== undefined && task !== runTask) {
    throw new GuidepostError(`The run to resume trains ${runTask}, not ${task}.`, "leave the task out.");
  }
  const field = configFields.find(({ key }) => key === "iterations");
  const text = options.iterations;
  if (field === undefined || typeof text !== "string") return undefined;
  return Number(parseField(runConfigSchema, field, "--iterations", text));
}

/** The build that is asked for; undefined for the best. */
export function kernelsFrom({ kernels }: TrainOptions): KernelBuild | undefined {
  if (kernels === undefined) return undefined;
  const parsed = kernelBuildSchema.safeParse(kernels);
  if (parsed.success) return parsed.data;
  throw new GuidepostError(`--kernels "${kernels}" is not valid; it takes ${kernelBuilds.join(" | ")}.`);
}

function helpOf(field: Field): string {
  const value = field.default === undefined ? "" : `, default ${field.default}`;
  return `${field.description} (${takes(field)}${value})`;
}

/** The allowed values, with what each means. */
function takes(field: Field): string {
  return field.enum?.map((value) => `${value}: ${field.choices?.[value] ?? value}`).join("; ") ?? allowed(field);
}

function settingsHelp(): string[] {
  return alignColumns(
    [
      { title: "  key", align: "left" },
      { title: "default", align: "right" },
      { title: "unit", align: "left" },
      { title: "takes", align: "left" },
      { title: "methods", align: "left" },
      { title: "meaning", align: "left" },
    ],
    fieldsOf(methodOptionsSchema).map((field) => [
      `  ${field.key}`,
      String(field.default ?? ""),
      field.unit ?? "",
      allowed(field),
      field.methods?.join(", ") ?? "all",
      field.description,
    ]),
  );
}

function collect(text: string, before: string[] = []): string[] {
  return [...before, text];
}
