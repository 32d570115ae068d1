/** `guidepost evaluate` */
import os from "node:os";
import { evaluateRun } from "../engine/evaluation.ts";
import type { Choice } from "../engine/evaluation-parts.ts";
import { GuidepostError } from "../errors.ts";
import type { CliContext } from "./context.ts";
import { evaluationLines, printEvaluation } from "./evaluation-report.ts";
import { type CommonOptions, finishedWork, parseCount, parseRun, withSession } from "./session.ts";

export interface EvaluateOptions extends CommonOptions {
  policy?: string;
  condition?: string;
  seconds?: string;
  episodes: string;
  seed: string;
  workers?: string;
  noise?: boolean;
}

export async function evaluateCommand(context: CliContext, run: string, options: EvaluateOptions): Promise<number> {
  const episodes = parseCount("--episodes", options.episodes, 1, 10_000);
  const seed = parseCount("--seed", options.seed, 0, 2 ** 31 - 1);
  const choice = choiceFrom(options);
  const workers =
    options.workers === undefined ? os.availableParallelism() : parseCount("--workers", options.workers, 1, 256);
  return withSession(context, options, "read", async (session) => {
    const id = parseRun(session, run);
    const work = finishedWork(context, session);
    const noise = options.noise === true;
    const rollouts = await evaluateRun(work, id, { ...choice, episodes, seed, noise, workers });
    const { task, config } = session.engine.runsOf.detail(id);
    const evaluation = { run: id, task, conditions: config.conditions, rollouts };
    if (options.json) for (const line of evaluationLines(evaluation)) context.output.json(line);
    else printEvaluation(context.output, evaluation);
    return 0;
  });
}

function choiceFrom({ policy, condition, seconds }: EvaluateOptions): Choice {
  if (policy !== undefined && policy !== "network" && policy !== "controller") {
    throw new GuidepostError(`--policy "${policy}" is not valid; it takes network | controller.`);
  }
  return {
    policy: policy ?? null,
    condition: condition ?? null,
    seconds: seconds === undefined ? null : parseSeconds(seconds),
  };
}

/** At least a second, so that every task has some steps to measure. */
function parseSeconds(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= 1 && value <= 3600) return value;
  throw new GuidepostError(`--seconds "${text}" is not valid; it takes a number 1…3600.`);
}
