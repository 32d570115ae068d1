/** One training, as a command starts it and reports it until it has ended. */
import type { Iteration, RunSummary } from "../engine/api.ts";
import type { StartedRun } from "../engine/engine.ts";
import { runName } from "../store/errors.ts";
import type { CliContext } from "./context.ts";
import type { Session } from "./session.ts";
import type { TrainOptions } from "./train-options.ts";
import { trainingReport } from "./train-report.ts";

export type Begin = (session: Session) => Promise<StartedRun>;

/** Says how to go on where it was stopped, and why it failed. */
export async function trainOne(
  context: CliContext,
  session: Session,
  options: TrainOptions,
  begin: Begin,
): Promise<RunSummary> {
  const { output } = context;
  const finished = await follow(context, session, options, begin);
  if (finished.status === "cancelled") output.note(resumeHint(finished.id, options));
  if (finished.status === "failed") output.note(`Run ${runName(finished.id)} failed: ${finished.reason}`);
  return finished;
}

/** Reports the run until it has ended. */
async function follow(
  { output, tasks }: CliContext,
  session: Session,
  options: TrainOptions,
  begin: Begin,
): Promise<RunSummary> {
  const { engine } = session;
  output.status("Starting…");
  try {
    const { summary, finished, warning } = await begin(session);
    if (warning !== null) output.note(`Warning: ${warning}`);
    const report = trainingReport(output, tasks, engine.runsOf.detail(summary.id));
    if (!options.json) report.heading();
    const iterated = (run: number, iteration: Iteration): void =>
      options.json ? output.json(iterationLine(run, iteration)) : report.iteration(iteration);
    const paused = pauseNotes(output);
    engine.events.on("iteration", iterated).on("progress", report.progress).on("runChanged", paused);
    const end = await finished;
    engine.events.off("iteration", iterated).off("progress", report.progress).off("runChanged", paused);
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
