/** `guidepost evaluate` */
import os from "node:os";
import { evaluateOnnx } from "../engine/evaluate-onnx.ts";
import { evaluateRun } from "../engine/evaluation.ts";
import { taskModelText } from "../engine/models.ts";
import { GuidepostError } from "../errors.ts";
import type { CliContext } from "./context.ts";
import { type Evaluation, evaluationLines, printEvaluation } from "./evaluation-report.ts";
import {
  type CommonOptions,
  finishedWork,
  parseActor,
  parseCount,
  parseRun,
  parseSeconds,
  withSession,
} from "./session.ts";

export interface EvaluateOptions extends CommonOptions {
  policy?: string;
  condition?: string;
  seconds?: string;
  episodes: string;
  seed: string;
  workers?: string;
  noise?: boolean;
  onnx?: string;
  task?: string;
  conditions?: string;
}

export async function evaluateCommand(
  context: CliContext,
  run: string | undefined,
  options: EvaluateOptions,
): Promise<number> {
  if (options.onnx !== undefined) return evaluateOnnxCommand(context, run, { ...options, onnx: options.onnx });
  if (run === undefined) throw new GuidepostError("Evaluate what?", "name a run, or --onnx FILE --task TASK.");
  refuse("A run's own task and conditions are taken; only --onnx FILE goes with", options, ["task", "conditions"]);
  const draws = drawsFrom(options);
  const choice = { ...placeFrom(options), policy: parseActor("--policy", options.policy) };
  const workers =
    options.workers === undefined ? os.availableParallelism() : parseCount("--workers", options.workers, 1, 256);
  return withSession(context, options, "read", async (session) => {
    const id = parseRun(session, run);
    const work = finishedWork(context, session);
    const noise = options.noise === true;
    const rollouts = await evaluateRun(work, id, choice, { ...draws, noise, workers });
    const { task, config } = session.engine.runsOf.detail(id);
    report(context, options, { source: { run: id }, task, conditions: config.conditions, rollouts });
    return 0;
  });
}

/** The same of an exported file, which needs no project. */
async function evaluateOnnxCommand(
  context: CliContext,
  run: string | undefined,
  options: EvaluateOptions & { onnx: string },
): Promise<number> {
  if (run !== undefined) throw new GuidepostError(`Evaluate the run ${run} or --onnx ${options.onnx}?`, "name one.");
  refuse("A file says who acts, and acts without noise on one core; only a run goes with", options, [
    "noise",
    "policy",
    "workers",
  ]);
  const draws = drawsFrom(options);
  const place = placeFrom(options);
  const task = context.tasks.find(({ name }) => name === options.task);
  if (!task) {
    const what =
      options.task === undefined ? `--onnx ${options.onnx} goes with --task` : `--task "${options.task}" is not known`;
    throw new GuidepostError(`${what}; tasks: ${context.tasks.map(({ name }) => name).join(", ")}.`);
  }
  const { onnx: file, conditions: set = null } = options;
  const wanted = { file, task, model: taskModelText(task), conditions: set, ...place, ...draws };
  const { rollouts, conditions, sameModel } = await evaluateOnnx(wanted, context.trainerEntry);
  if (!sameModel) context.output.note(`${file} was trained with another model than ${task.name} has now.`);
  report(context, options, { source: { file }, task, conditions, rollouts });
  return 0;
}

function refuse(why: string, options: EvaluateOptions, names: readonly (keyof EvaluateOptions)[]): void {
  const given = names.find((name) => options[name] !== undefined);
  if (given !== undefined) throw new GuidepostError(`${why} --${given}.`);
}

/** How many rollouts, and from which starts. */
function drawsFrom({ episodes, seed }: EvaluateOptions): { episodes: number; seed: number } {
  return {
    episodes: parseCount("--episodes", episodes, 1, 10_000),
    seed: parseCount("--seed", seed, 0, 2 ** 31 - 1),
  };
}

/** Where, and for how long. */
function placeFrom({ condition, seconds }: EvaluateOptions): { condition: string | null; seconds: number | null } {
  return { condition: condition ?? null, seconds: seconds === undefined ? null : parseSeconds("--seconds", seconds) };
}

function report({ output }: CliContext, { json }: EvaluateOptions, evaluation: Evaluation): void {
  if (json) for (const line of evaluationLines(evaluation)) output.json(line);
  else printEvaluation(output, evaluation);
}
