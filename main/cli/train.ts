/** `guidepost train` */
import type { Iteration, RunSummary } from "../engine/api.ts";
import type { StartedRun } from "../engine/engine.ts";
import { readModelFile } from "../engine/models.ts";
import { onStopRequest, type StopReason } from "../engine/stop.ts";
import { findTask, requireConditions } from "../engine/tasks.ts";
import { GuidepostError } from "../errors.ts";
import { runName } from "../store/errors.ts";
import type { CliContext } from "./context.ts";
import { parseCount, parseRun, type Session, withSession } from "./session.ts";
import { stoppedCode } from "./stopped.ts";
import { configFrom, iterationsToResume, kernelsFrom, type TrainOptions } from "./train-options.ts";
import { trainingReport } from "./train-report.ts";

export async function trainCommand(
  context: CliContext,
  task: string | undefined,
  options: TrainOptions,
): Promise<number> {
  if (task === undefined && options.resume === undefined) {
    const names = context.tasks.map(({ name }) => name).join(", ");
    throw new GuidepostError(`train needs a task; tasks: ${names}.`, "or --resume RUN to go on with a run.");
  }
  const begin = startOf(context, task, options);
  return withSession(context, options, "write", async (session) => {
    let stopped: StopReason | null = null;
    onStopRequest((reason) => {
      stopped = reason;
      context.output.status("");
      void session.engine.stop();
    });
    const finished = await follow(context, session, options, begin);
    if (finished.status === "cancelled") context.output.note(resumeHint(finished.id, options));
    if (finished.status === "failed") context.output.note(`Run ${runName(finished.id)} failed: ${finished.reason}`);
    return finished.status === "completed" ? 0 : stopped === null ? 1 : stoppedCode[stopped as StopReason];
  });
}

/** Checks everything that can be checked before a project is opened, and returns what then starts the run. */
function startOf(
  { tasks }: CliContext,
  task: string | undefined,
  options: TrainOptions,
): (session: Session) => Promise<StartedRun> {
  const workers = options.workers === undefined ? undefined : parseCount("--workers", options.workers, 1, 256);
  const { resume } = options;
  if (resume !== undefined) {
    return async (session) => {
      const id = parseRun(session, resume);
      const iterations = iterationsToResume(task, session.engine.runsOf.summary(id).task, options);
      return session.engine.continue(id, { iterations, workers });
    };
  }
  const description = findTask(tasks, task ?? "");
  const config = configFrom(description, options);
  requireConditions(description, config);
  const model = options.model === undefined ? undefined : readModelFile(options.model);
  const kernels = kernelsFrom(options);
  return ({ engine }) => engine.start(config, { model, workers, kernels });
}

/** Reports the run until it has ended. */
async function follow(
  { output, tasks }: CliContext,
  session: Session,
  options: TrainOptions,
  begin: (session: Session) => Promise<StartedRun>,
): Promise<RunSummary> {
  const { engine } = session;
  output.status("Starting…");
  try {
    const { summary, finished, warning } = await begin(session);
    if (warning !== null) output.note(`Warning: ${warning}`);
    const report = trainingReport(output, tasks, engine.runsOf.detail(summary.id));
    if (!options.json) report.heading();
    engine.events.on("iteration", (run: number, iteration: Iteration) =>
      options.json ? output.json(iterationLine(run, iteration)) : report.iteration(iteration),
    );
    engine.events.on("progress", report.progress);
    engine.events.on("runChanged", pauseNotes(output));
    const end = await finished;
    output.status("");
    if (options.json) output.json(runLine(end));
    else report.end(end);
    return end;
  } finally {
    output.status("");
  }
}

/** Says when a run is paused, and when it goes on. */
function pauseNotes({ note }: CliContext["output"]): (run: RunSummary) => void {
  let paused = false;
  return ({ status, reason }) => {
    const now = status === "running" && reason !== null;
    if (now && !paused) note(reason);
    if (!now && paused && status === "running") note("There is space again; training goes on.");
    paused = now;
  };
}

function iterationLine(run: number, it: Iteration): object {
  const { iteration, rollouts, cost, metric, success, kl, eta, stepSize, seconds, policy } = it;
  return { type: "iteration", run, iteration, rollouts, cost, metric, success, kl, eta, stepSize, seconds, policy };
}

function runLine({ id, status, metric, success, rollouts, seconds }: RunSummary): object {
  return { type: "run", run: id, status, metric, success, rollouts, seconds };
}

function resumeHint(run: number, { project }: TrainOptions): string {
  const where = project === undefined ? "" : ` --project ${project}`;
  return `Stopped. Go on with: guidepost train --resume ${run}${where}`;
}
