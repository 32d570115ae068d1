/** Reads a whole store, row by row, and says what is wrong with it. The file is opened for reading only. */
import { statSync } from "node:fs";
import type { Database } from "better-sqlite3";
import type { StoreFinding, StoreReport } from "../engine/project-api.ts";
import { GuidepostError, messageOf } from "../errors.ts";
import { isCorruption, storeError } from "./errors.ts";
import { inspectStore, openReadOnly, problems } from "./inspect.ts";
import { Inventory, missingParts, placeKey } from "./inventory.ts";
import { type Migration, newestVersion } from "./migrations.ts";
import { runsTable, tablesAt } from "./rows.ts";
import { type AnyRow, type AnyTable, ChecksummedTable } from "./table.ts";
import { beginStep, CancelledError, unwatched, type Watch } from "./watch.ts";

/** Others get their turn after this time [ms]. */
const TURN = 20;
/** More findings than anybody reads; the rest is counted. */
const FINDINGS_LIMIT = 1000;

/**
 * SQLite's full check, its foreign keys, every row against its checksum, and for each run what should be there and is
 * not. Never throws because of what the file holds.
 *
 * @throws CancelledError where `watch` does not want the report any more
 */
export async function verifyStore(
  file: string,
  migrations: readonly Migration[],
  watch: Watch = unwatched,
): Promise<StoreReport> {
  const report: StoreReport = { file, bytes: 0, version: null, runs: 0, rows: 0, refusal: null, findings: [], more: 0 };
  try {
    report.bytes = statSync(file).size;
    beginStep(watch, "structure", 0);
    const { version } = inspectStore(file, newestVersion(migrations));
    report.version = version;
    await inTurns(readThrough(file, tablesAt(version), report, watch));
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    const told = storeError(error, file);
    report.refusal = told instanceof GuidepostError ? told.message : `${file} cannot be read: ${messageOf(told)}.`;
  }
  report.more = Math.max(0, report.findings.length - FINDINGS_LIMIT);
  report.findings.splice(FINDINGS_LIMIT);
  return report;
}

/** Whether there is nothing to say. */
export function isSound({ refusal, findings }: StoreReport): boolean {
  return refusal === null && findings.length === 0;
}

async function inTurns(steps: Generator<void>): Promise<void> {
  let since = performance.now();
  while (steps.next().done !== true) {
    if (performance.now() - since < TURN) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}

/** Yields after each row. */
function* readThrough(file: string, specs: AnyTable[], report: StoreReport, watch: Watch): Generator<void> {
  const db = openReadOnly(file);
  try {
    report.findings.push(...structure(db));
    const inventory = new Inventory();
    const advance = beginStep(watch, "rows", countRows(db, specs));
    for (const spec of specs) {
      for (const _ of readTable(db, spec, inventory, report)) {
        advance(1);
        yield;
      }
    }
    report.runs = [...inventory.runs.values()].filter(({ row }) => row !== null).length;
    const told = new Set(report.findings.map(({ run, iteration, part }) => `${run} ${placeKey(iteration ?? 0, part)}`));
    // A damaged row has been named already; that it is missing among the good ones says the same again.
    const untold = ({ run, iteration, part }: { run: number; iteration: number; part: string }): boolean =>
      !told.has(`${run} ${placeKey(iteration, part)}`);
    for (const of of inventory.runs.values())
      report.findings.push(
        ...missingParts(of)
          .filter(untold)
          .map((missing) => ({ ...missing, iteration: missing.iteration || null })),
      );
  } finally {
    db.close();
  }
}

/** Rows of all tables, or 0 where that cannot be said. */
function countRows(db: Database, specs: readonly AnyTable[]): number {
  try {
    return specs.reduce((sum, { name }) => sum + Number(db.prepare(`SELECT count(*) FROM ${name}`).pluck().get()), 0);
  } catch (error) {
    if (isCorruption(error)) return 0;
    throw error;
  }
}

function structure(db: Database): StoreFinding[] {
  const found = problems(db, "integrity_check");
  const orphans = found.length > 0 ? [] : (db.pragma("foreign_key_check") as { table: string; parent: string }[]);
  const lines = [...found, ...orphans.map(({ table, parent }) => `a row of ${table} belongs to no row of ${parent}`)];
  return lines.map((problem) => ({ run: null, iteration: null, part: "file", problem }));
}

function* readTable(db: Database, spec: AnyTable, inventory: Inventory, report: StoreReport): Generator<void> {
  const part = spec.name;
  try {
    for (const read of new ChecksummedTable<AnyRow>(db, spec).scan()) {
      report.rows++;
      if (read.ok) inventory.add(spec, read.row);
      else {
        const what = part === runsTable.name ? "its entry in the list" : "a row";
        const { run, iteration } = read;
        report.findings.push({ run, iteration, part, problem: `${what} does not match its checksum` });
      }
      yield;
    }
  } catch (error) {
    if (!isCorruption(error)) throw error;
    report.findings.push({
      run: null,
      iteration: null,
      part,
      problem: `cannot be read to its end: ${messageOf(error)}`,
    });
  }
}
