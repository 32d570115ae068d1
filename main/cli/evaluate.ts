/** `guidepost evaluate` */
import os from "node:os";
import type { Rollout } from "../../workers/rollout.ts";
import { evaluateOnnx } from "../engine/evaluate-onnx.ts";
import { type ActingOptions, evaluateRun, meanScores, type Scores } from "../engine/evaluation.ts";
import { taskModelText } from "../engine/models.ts";
import { GuidepostError } from "../errors.ts";
import { runName } from "../store/errors.ts";
import type { CliContext } from "./context.ts";
import { percent, threeDigits } from "./format.ts";
import { type CommonOptions, finishedWork, parseChoice, parseCount, parseRun, withSession } from "./session.ts";
import { alignColumns } from "./table.ts";

export interface EvaluateOptions extends CommonOptions {
  episodes: string;
  seed: string;
  workers?: string;
  noise?: boolean;
  policy?: string;
  seconds?: string;
  onnx?: string;
  task?: string;
  condition?: string;
}

export async function evaluateCommand(
  context: CliContext,
  run: string | undefined,
  options: EvaluateOptions,
): Promise<number> {
  if (options.onnx !== undefined) return evaluateOnnxCommand(context, run, { ...options, onnx: options.onnx });
  if (run === undefined) throw new GuidepostError("Evaluate what?", "name a run, or --onnx FILE --task TASK.");
  const episodes = parseCount("--episodes", options.episodes, 1, 10_000);
  const seed = parseCount("--seed", options.seed, 0, 2 ** 31 - 1);
  const workers =
    options.workers === undefined ? os.availableParallelism() : parseCount("--workers", options.workers, 1, 256);
  const acting = actingOf(options);
  return withSession(context, options, "read", async (session) => {
    const id = parseRun(session, run);
    const work = finishedWork(context, session);
    const rollouts = await evaluateRun(work, id, acting, { episodes, seed, noise: options.noise === true, workers });
    const { task } = session.engine.runsOf.detail(id);
    const scores = meanScores(rollouts);
    if (options.json) printJson(context, { run: id }, rollouts, scores);
    else printTable(context, `Run ${runName(id)}`, rollouts, scores, task.metric);
    return 0;
  });
}

function actingOf({ policy, seconds }: EvaluateOptions): ActingOptions {
  return {
    acting: policy === undefined ? null : parseChoice("--policy", policy, ["network", "last", "controller"]),
    seconds: seconds === undefined ? null : parseCount("--seconds", seconds, 1, 3600),
  };
}

/** The same of an exported file, which needs no project. */
async function evaluateOnnxCommand(
  context: CliContext,
  run: string | undefined,
  options: EvaluateOptions & { onnx: string },
): Promise<number> {
  const { noise, policy, seconds } = options;
  if ([run, noise, policy, seconds].some((option) => option !== undefined)) {
    throw new GuidepostError("--onnx FILE goes with --task, --condition, --episodes and --seed only.");
  }
  const episodes = parseCount("--episodes", options.episodes, 1, 10_000);
  const seed = parseCount("--seed", options.seed, 0, 2 ** 31 - 1);
  const task = context.tasks.find(({ name }) => name === options.task);
  if (!task) {
    const known = context.tasks.map(({ name }) => name).join(", ");
    throw new GuidepostError(`--task "${options.task ?? ""}" is not known; tasks: ${known}.`);
  }
  const { onnx: file, condition = null } = options;
  const job = { file, task, model: taskModelText(task), condition, episodes, seed };
  const { rollouts, sameModel } = await evaluateOnnx(job, context.trainerEntry);
  if (!sameModel) context.output.note(`${file} was trained with another model than ${task.name} has now.`);
  const scores = meanScores(rollouts);
  if (options.json) printJson(context, { file }, rollouts, scores);
  else printTable(context, file, rollouts, scores, task.metric);
  return 0;
}

/** @param what the run or the file, as fields of every line */
function printJson({ output }: CliContext, what: object, rollouts: readonly Rollout[], scores: Scores): void {
  rollouts.forEach(({ metric, success, cost, status }, i) => {
    output.json({ type: "episode", ...what, episode: i + 1, metric, success, cost, status });
  });
  output.json({ type: "evaluation", ...what, episodes: rollouts.length, ...scores });
}

function printTable(
  { output }: CliContext,
  what: string,
  rollouts: readonly Rollout[],
  scores: Scores,
  metric: { name: string; unit: string },
): void {
  const lines = alignColumns(
    [
      { title: "episode", align: "right" },
      { title: `${metric.name} [${metric.unit}]`, align: "right" },
      { title: "cost", align: "right" },
      { title: "result", align: "left" },
    ],
    rollouts.map((rollout, i) => [
      String(i + 1),
      threeDigits(rollout.metric),
      threeDigits(rollout.cost),
      rollout.status !== "ok" ? rollout.status : rollout.success ? "success" : "no success",
    ]),
  );
  output.print(lines.join("\n"));
  output.print(
    `${what}, ${rollouts.length} episodes: mean ${metric.name} ${threeDigits(scores.metric)} ${metric.unit}, ` +
      `success ${percent(scores.success)}, mean cost ${threeDigits(scores.cost)}`,
  );
}
