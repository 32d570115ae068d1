/** `guidepost export` */
import { statSync } from "node:fs";
import { finalResult } from "../engine/evaluation.ts";
import { checkTarget, exportRun } from "../exports/index.ts";
import { runName } from "../store/errors.ts";
import type { CliContext } from "./context.ts";
import { type CommonOptions, finishedWork, parseRun, withSession } from "./session.ts";

export interface ExportOptions extends CommonOptions {
  format: string;
  out: string;
  force?: boolean;
}

export async function exportCommand(context: CliContext, run: string, options: ExportOptions): Promise<number> {
  const { format } = options;
  const file = checkTarget(format, options.out, options.force === true);
  return withSession(context, options, "read", async (session) => {
    const id = parseRun(session, run);
    const { runsOf } = session.engine;
    const result = await finalResult(finishedWork(context, session), id);
    const data = { detail: runsOf.detail(id), result, rollouts: (it: number) => runsOf.rollouts(id, it) };
    exportRun(data, format, file);
    const bytes = statSync(file).size;
    if (options.json) context.output.json({ type: "export", run: id, format, file, bytes });
    else context.output.print(`Exported run ${runName(id)} to ${file} (${(bytes / 1e6).toFixed(2)} MB)`);
    return 0;
  });
}
