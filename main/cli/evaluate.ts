/** `guidepost evaluate` */
import os from "node:os";
import type { Rollout } from "../../workers/rollout.ts";
import { evaluateRun, meanScores, type Scores } from "../engine/evaluation.ts";
import { runName } from "../store/errors.ts";
import type { CliContext } from "./context.ts";
import { percent, threeDigits } from "./format.ts";
import { type CommonOptions, finishedWork, parseCount, parseRun, withSession } from "./session.ts";
import { alignColumns } from "./table.ts";

export interface EvaluateOptions extends CommonOptions {
  episodes: string;
  seed: string;
  workers?: string;
  noise?: boolean;
}

export async function evaluateCommand(context: CliContext, run: string, options: EvaluateOptions): Promise<number> {
  const episodes = parseCount("--episodes", options.episodes, 1, 10_000);
  const seed = parseCount("--seed", options.seed, 0, 2 ** 31 - 1);
  const workers =
    options.workers === undefined ? os.availableParallelism() : parseCount("--workers", options.workers, 1, 256);
  return withSession(context, options, "read", async (session) => {
    const id = parseRun(session, run);
    const work = finishedWork(context, session);
    const rollouts = await evaluateRun(work, id, { episodes, seed, noise: options.noise === true, workers });
    const { task } = session.engine.runsOf.detail(id);
    const scores = meanScores(rollouts);
    if (options.json) printJson(context, id, rollouts, scores);
    else printTable(context, id, rollouts, scores, task.metric);
    return 0;
  });
}

function printJson({ output }: CliContext, run: number, rollouts: readonly Rollout[], scores: Scores): void {
  rollouts.forEach(({ metric, success, cost, status }, i) => {
    output.json({ type: "episode", run, episode: i + 1, metric, success, cost, status });
  });
  output.json({ type: "evaluation", run, episodes: rollouts.length, ...scores });
}

function printTable(
  { output }: CliContext,
  run: number,
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
    `Run ${runName(run)}, ${rollouts.length} episodes: mean ${metric.name} ${threeDigits(scores.metric)} ${metric.unit}, ` +
      `success ${percent(scores.success)}, mean cost ${threeDigits(scores.cost)}`,
  );
}
