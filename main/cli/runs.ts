/** `guidepost runs` and `guidepost show` */
import type { Iteration, RunDetail, RunSummary } from "../engine/api.ts";
import { runName } from "../store/errors.ts";
import type { CliContext } from "./context.ts";
import { clock, dateTime, percent, threeDigits } from "./format.ts";
import { statusColours } from "./paint.ts";
import { type CommonOptions, parseRun, withSession } from "./session.ts";
import { alignColumns, type Column } from "./table.ts";

const RUN_COLUMNS: Column[] = [
  { title: "run", align: "left" },
  { title: "task", align: "left" },
  { title: "method", align: "left" },
  { title: "seed", align: "right" },
  { title: "status", align: "left" },
  { title: "iterations", align: "right" },
  { title: "rollouts", align: "right" },
  { title: "metric", align: "right" },
  { title: "success", align: "right" },
  { title: "time", align: "right" },
  { title: "started", align: "left" },
];

const ITERATION_COLUMNS: Column[] = [
  "iteration",
  "rollouts",
  "cost",
  "± std",
  "metric",
  "± std",
  "success",
  "diverged",
  "accepted",
  "KL [nat]",
  "η",
  "step",
  "time [s]",
].map((title) => ({ title, align: "right" }));

const POLICY_COLUMNS: Column[] = ["policy loss", "policy KL", "policy cost", "policy metric", "policy success"].map(
  (title) => ({ title, align: "right" }),
);

export function runsCommand(context: CliContext, options: CommonOptions): Promise<number> {
  return withSession(context, options, "read", async ({ engine }) => {
    const runs = (await engine.runs()).filter(({ labels }) => labels.deletedAt === null);
    const { output } = context;
    if (options.json) for (const { id, ...summary } of runs) output.json({ type: "run", run: id, ...summary });
    else if (runs.length === 0) output.print("No runs yet. Start one: guidepost train TASK");
    else output.print(runTable(context, runs).join("\n"));
    return 0;
  });
}

export function showCommand(context: CliContext, run: string, options: CommonOptions): Promise<number> {
  return withSession(context, options, "read", async (session) => {
    const detail = await session.engine.run(parseRun(session, run));
    const { id, ...summary } = detail.summary;
    if (options.json) context.output.json({ type: "run", run: id, ...summary, ...withoutSummary(detail) });
    else context.output.print(describe(context, detail).join("\n"));
    return 0;
  });
}

function runTable({ output }: CliContext, runs: readonly RunSummary[]): string[] {
  const lines = alignColumns(
    RUN_COLUMNS,
    runs.map((run) => [
      runName(run.id),
      run.task,
      run.method,
      String(run.seed),
      run.status,
      `${run.iterationsDone}/${run.iterationsTotal}`,
      String(run.rollouts),
      threeDigits(run.metric),
      percent(run.success),
      clock(run.seconds),
      dateTime(run.createdAt),
    ]),
  );
  // Painted after aligning: the codes of a colour have no width.
  return lines.map((line, i) => {
    const status = runs[i - 1]?.status;
    return status ? line.replace(` ${status} `, ` ${output.paint(statusColours[status], status)} `) : line;
  });
}

function describe(
  { output }: CliContext,
  { summary, config, configHash, versions, task, iterations }: RunDetail,
): string[] {
  const { options, ...settings } = config;
  const pairs = (record: object): string =>
    Object.entries(record)
      .map(([key, value]) => `${key} ${value}`)
      .join(", ");
  return [
    `${output.paint("bold", `Run ${runName(summary.id)}`)} ${output.paint(statusColours[summary.status], summary.status)}`,
    ...(summary.reason === null ? [] : [`  reason         ${summary.reason}`]),
    `  task           ${task.name} (${task.title}); metric: ${task.metric.title} [${task.metric.unit}]`,
    `  settings       ${pairs(settings)}`,
    `  method         ${pairs(options)}`,
    `  configuration  ${configHash}`,
    `  versions       ${pairs(versions)}`,
    `  started        ${dateTime(summary.createdAt)}; computing time ${clock(summary.seconds)}`,
    `  progress       ${summary.iterationsDone} of ${summary.iterationsTotal} iterations, ${summary.rollouts} rollouts`,
    "",
    ...iterationTable(iterations),
  ];
}

function iterationTable(iterations: RunDetail["iterations"]): string[] {
  if (iterations.length === 0) return ["No iteration is finished yet."];
  const hasPolicy = iterations.some(({ policy }) => policy !== null);
  return alignColumns(
    hasPolicy ? [...ITERATION_COLUMNS, ...POLICY_COLUMNS] : ITERATION_COLUMNS,
    iterations.map((it) => [
      String(it.iteration),
      String(it.rollouts),
      threeDigits(it.cost),
      threeDigits(it.costStd),
      threeDigits(it.metric),
      threeDigits(it.metricStd),
      percent(it.success),
      String(it.diverged),
      it.accepted ? "yes" : "no",
      threeDigits(it.kl),
      threeDigits(it.eta),
      threeDigits(it.stepSize),
      threeDigits(it.seconds),
      ...(hasPolicy ? policyCells(it.policy) : []),
    ]),
  );
}

function policyCells(policy: Iteration["policy"]): string[] {
  if (policy === null) return POLICY_COLUMNS.map(() => "");
  const { loss, kl, cost, metric, success } = policy;
  return [...[loss, kl, cost, metric].map(threeDigits), percent(success)];
}

function withoutSummary({ summary: _, ...detail }: RunDetail): object {
  return detail;
}
