/** The formats that a run can be exported to. */
import { existsSync } from "node:fs";
import path from "node:path";
import { GuidepostError, messageOf } from "../errors.ts";
import { systemCode, writeFileAsItComes, writeFileAtomically } from "../files.ts";
import { type ActorExport, actorFormats } from "./actors.ts";
import { exportCsv } from "./csv.ts";
import { exportCurves } from "./curves.ts";
import { exportJson } from "./json.ts";
import { MCAP, writeMcap } from "./mcap/mcap.ts";
import type { McapSource } from "./mcap/source.ts";
import { exportNpz } from "./npz.ts";
import { exportParquet } from "./parquet.ts";
import { REPORT, type ReportSource, reportHtml } from "./report/report.ts";
import type { Append, Exporter, RunData } from "./run-data.ts";

const exporters: Record<string, Exporter> = {
  npz: exportNpz,
  json: exportJson,
  csv: exportCsv,
  curves: exportCurves,
  parquet: exportParquet,
};

export const exportFormats = [...Object.keys(exporters), MCAP, REPORT, ...actorFormats];

/** Finds everything out that can be wrong before work is done. Returns the file's whole path. */
export function checkTarget(format: string, file: string, force: boolean): string {
  if (!exportFormats.includes(format)) {
    throw new GuidepostError(`Unknown format "${format}"; formats: ${exportFormats.join(", ")}.`);
  }
  const target = path.resolve(file);
  if (!existsSync(path.dirname(target))) throw new GuidepostError(`There is no folder ${path.dirname(target)}.`);
  if (existsSync(target) && !force) throw new GuidepostError(`${target} exists.`, "--force replaces it.");
  return target;
}

/** Writes the run; the file takes its name when it is complete. */
export function exportRun(run: RunData, format: string, file: string): void {
  writeExport(file, (append) => writeRun(run, format, append));
}

/** The same through `append`. */
export function writeRun(run: RunData, format: string, append: Append): void {
  exporters[format](run, append);
}

/** Writes rollouts for viewers of robots' logs. */
export async function exportMcap(source: McapSource, file: string): Promise<void> {
  try {
    await writeFileAsItComes(file, (append) => writeMcap(source, append));
  } catch (error) {
    throw explained(error, file);
  }
}

export function exportReport(source: ReportSource, file: string): void {
  writeExport(file, (append) => append(Buffer.from(reportHtml(source))));
}

/** Writes a file of what acts. */
export function writeActorExport({ file, bytes }: ActorExport): void {
  writeExport(file, (append) => append(bytes));
}

function writeExport(file: string, write: (append: Append) => void): void {
  try {
    writeFileAtomically(file, write);
  } catch (error) {
    throw explained(error, file);
  }
}

/** A refusal of the system in words that name the file. */
function explained(error: unknown, file: string): unknown {
  if (systemCode(error) === undefined) return error;
  return new GuidepostError(`${file} cannot be written: ${messageOf(error)}.`);
}
