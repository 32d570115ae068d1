/** `guidepost export` */
import { statSync } from "node:fs";
import type { RunDetail } from "../engine/api.ts";
import { finalResult } from "../engine/evaluation.ts";
import { GuidepostError } from "../errors.ts";
import { type ActorChoices, actorSource } from "../exports/actor-source.ts";
import { type ActorExport, actorFormats, exportActors } from "../exports/actors.ts";
import { checkTarget, exportMcap, exportReport, exportRun, writeActorExport } from "../exports/index.ts";
import { MCAP } from "../exports/mcap/mcap.ts";
import { lastAccepted, reportSource, withMcapSource } from "../exports/replayed.ts";
import { REPORT } from "../exports/report/report.ts";
import { runData } from "../exports/run-data.ts";
import { runName } from "../store/errors.ts";
import type { CliContext } from "./context.ts";
import { threeDigits } from "./format.ts";
import { type CommonOptions, finishedWork, parseActor, parseCount, parseRun, withSession } from "./session.ts";

export interface ExportOptions extends CommonOptions {
  format: string;
  out: string;
  policy?: string;
  condition?: string;
  iteration?: string;
  force?: boolean;
}

export async function exportCommand(context: CliContext, run: string, options: ExportOptions): Promise<number> {
  const { format } = options;
  const force = options.force === true;
  const file = checkTarget(format, options.out, force);
  const choice = choiceOf(options);
  return withSession(context, options, "read", async (session) => {
    const id = parseRun(session, run);
    const { runsOf } = session.engine;
    const detail = runsOf.detail(id);
    if (format === MCAP) {
      const iteration = iterationOf(options, detail);
      await withMcapSource(runsOf, id, iteration, context.trainerEntry, (source) => exportMcap(source, file));
      tell(context, options, id, file, { iteration });
      return 0;
    }
    if (format === REPORT) {
      exportReport(await reportSource(runsOf, id, context.trainerEntry), file);
      tell(context, options, id, file, {});
      return 0;
    }
    const work = finishedWork(context, session);
    if (!actorFormats.includes(format)) {
      exportRun(await runData(work, id), format, file);
      tell(context, options, id, file, {});
      return 0;
    }
    const source = actorSource(detail, runsOf.model(id), await finalResult(work, id), choice);
    const exports = await exportActors(source, format, file, context.trainerEntry);
    for (const ready of exports) if (ready.file !== file) checkTarget(format, ready.file, force);
    for (const ready of exports) {
      writeActorExport(ready);
      tell(context, options, id, ready.file, { selfTests: ready.selfTests });
      if (!options.json)
        for (const test of ready.selfTests) context.output.print(selfTestLine(test, source.task.metric.unit));
    }
    return 0;
  });
}

/** The iteration that was asked for, else the last accepted one. */
function iterationOf({ iteration }: ExportOptions, detail: RunDetail): number {
  const most = Math.max(1, detail.iterations.length);
  return iteration === undefined ? lastAccepted(detail) : parseCount("--iteration", iteration, 1, most);
}

function choiceOf({ format, policy, condition }: ExportOptions): ActorChoices {
  const given = policy !== undefined ? "--policy" : condition !== undefined ? "--condition" : null;
  if (given !== null && !actorFormats.includes(format)) {
    throw new GuidepostError(`${given} goes with ${actorFormats.join(" and ")}; ${format} holds the whole run.`);
  }
  return { policy: parseActor("--policy", policy), condition: condition ?? null };
}

function tell({ output }: CliContext, { format, json }: ExportOptions, run: number, file: string, more: object): void {
  const bytes = statSync(file).size;
  if (json) output.json({ type: "export", run, format, file, bytes, ...more });
  else output.print(`Exported run ${runName(run)} to ${file} (${(bytes / 1e6).toFixed(2)} MB)`);
}

function selfTestLine({ name, numbers }: ActorExport["selfTests"][number], unit: string): string {
  const { states, single, double, metric } = numbers;
  const share = (value: number) => value.toExponential(1);
  return (
    `Self-test of ${name}: ${states} states within ${share(single)} of single and ${share(double)} of double precision; ` +
    `its rollout ends at ${threeDigits(metric.exported)} ${unit}, the run's own at ${threeDigits(metric.native)} ${unit}`
  );
}
