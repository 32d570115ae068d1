/** `guidepost verify` */
import { counted } from "../../workers/counted.ts";
import type { StoreFinding, StoreReport } from "../engine/project-api.ts";
import { verifyProject } from "../projects/health.ts";
import { runName } from "../store/errors.ts";
import { isSound } from "../store/verify.ts";
import type { CliContext } from "./context.ts";
import { megabytes } from "./format.ts";
import { type CommonOptions, projectFolder } from "./session.ts";
import { withStoreProgress } from "./store-progress.ts";
import { alignColumns, type Column } from "./table.ts";

const COLUMNS: Column[] = ["run", "iteration", "part", "problem"].map((title) => ({ title, align: "left" }));

/** Exit code 1 where anything is wrong. */
export async function verifyCommand(context: CliContext, options: CommonOptions): Promise<number> {
  const { output } = context;
  const report = await withStoreProgress(output, (watch) => verifyProject(projectFolder(context, options), watch));
  if (options.json) {
    for (const finding of report.findings) output.json({ type: "finding", ...finding });
    const { findings: _, ...whole } = report;
    output.json({ type: "verification", ...whole, findings: report.findings.length, sound: isSound(report) });
  } else {
    if (report.findings.length > 0) output.print(alignColumns(COLUMNS, report.findings.map(cells)).join("\n"));
    output.print(output.paint(isSound(report) ? "green" : "red", storeVerdict(report)));
  }
  return isSound(report) ? 0 : 1;
}

/** The whole report in a line. */
export function storeVerdict(report: StoreReport): string {
  const { file, bytes, runs, rows, refusal, findings, more } = report;
  if (refusal !== null) return refusal;
  const size = `${counted(runs, "run")}, ${counted(rows, "row")}, ${megabytes(bytes)}`;
  if (findings.length === 0) return `${file}: ${size}, every row as it was written`;
  const damaged = [...new Set(findings.flatMap(({ run }) => (run === null ? [] : [run])))].sort((a, b) => a - b);
  const where =
    damaged.length === 0
      ? "in no run"
      : `in ${damaged.length === 1 ? "run" : "runs"} ${damaged.map(runName).join(", ")}`;
  return `${file}: ${counted(findings.length + more, "problem")} ${where} (${size}). Tip: guidepost repair keeps what is good.`;
}

function cells({ run, iteration, part, problem }: StoreFinding): string[] {
  return [run === null ? "–" : runName(run), iteration === null ? "–" : String(iteration), part, problem];
}
