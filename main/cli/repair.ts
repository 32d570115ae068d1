/** `guidepost repair` */
import type { RepairReport } from "../engine/project-api.ts";
import { repairProject } from "../projects/health.ts";
import { runName } from "../store/errors.ts";
import type { CliContext } from "./context.ts";
import { type CommonOptions, projectFolder } from "./session.ts";
import { withStoreProgress } from "./store-progress.ts";

export async function repairCommand(context: CliContext, options: CommonOptions): Promise<number> {
  const { output } = context;
  const report = await withStoreProgress(output, (watch) => repairProject(projectFolder(context, options), watch));
  if (options.json) {
    for (const run of report.runs) output.json({ type: "repaired", ...run });
    const { runs: _, ...whole } = report;
    output.json({ type: "repair", ...whole, runs: report.runs.length });
  } else output.print(inWords(report).join("\n"));
  return 0;
}

function inWords({ movedTo, runs, rows, lostRows }: RepairReport): string[] {
  if (movedTo === null) return ["Nothing is damaged; nothing was changed."];
  return [
    ...runs.map(({ run, actions }) => `Run ${runName(run)}: ${actions.join("; ")}`),
    `Repaired: ${rows} rows are good; of the others ${lostRows} could be read and did not match their checksums.`,
    "Runs that are not named here lost nothing.",
    `The damaged store is ${movedTo}, byte for byte.`,
  ];
}
