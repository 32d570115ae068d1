/**
 * A new store from what is good in a damaged one.
 *
 * The damaged file is read only to be copied; everything that could change a byte happens to the copy. When the new
 * store is complete and has been read through, the damaged one gets a name that says what it is, bytes and log
 * unchanged, and the new one takes its place.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import type { RepairReport } from "../engine/project-api.ts";
import { GuidepostError, messageOf } from "../errors.ts";
import { syncFolder } from "../files.ts";
import { isCorruption, StoreError, storeError } from "./errors.ts";
import { inspectStore } from "./inspect.ts";
import { type Migration, migrate, newestVersion, storeVersion } from "./migrations.ts";
import { createEmptyStore } from "./open.ts";
import { reconcile } from "./reconcile.ts";
import { allTables, labelsTable } from "./rows.ts";
import { openDamaged, salvage } from "./salvage.ts";
import { type AnyRow, ChecksummedTable } from "./table.ts";
import { isSound, verifyStore } from "./verify.ts";
import { asStep, beginStep, CancelledError, unwatched, type Watch } from "./watch.ts";

/** Of a file that is copied, at once [bytes]. */
const PIECE = 4 * 2 ** 20;

/**
 * The caller holds the project's writer lock, and nobody else has the store open.
 *
 * @throws CancelledError where `watch` does not want it any more; the store is then as it was
 */
export async function repairStore(
  file: string,
  migrations: readonly Migration[],
  watch: Watch = unwatched,
): Promise<RepairReport> {
  refuseForeign(file, newestVersion(migrations));
  const found = await verifyStore(file, migrations, watch);
  if (isSound(found)) return { movedTo: null, runs: [], rows: 0, lostRows: 0 };
  const [copy, draft] = [`${file}.repair-copy`, `${file}.repaired`];
  try {
    clear(copy, draft);
    for (const suffix of ["", "-wal"]) if (existsSync(file + suffix)) copyWatched(file + suffix, copy + suffix, watch);
    bringUpToDate(copy, migrations);
    const outcome = rebuild(copy, draft, migrations, beginStep(watch, "salvaging", found.rows));
    await requireSound(draft, migrations, asStep(watch, "checking"));
    return { movedTo: putInPlace(file, draft), ...outcome };
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    throw isCorruption(error) || lacksTable(error) ? beyondRepair(messageOf(error)) : storeError(error, file);
  } finally {
    clear(copy, draft);
  }
}

/** What is no store of Guidepost's, or of a newer one, is not for repair. */
function refuseForeign(file: string, newest: number): void {
  try {
    inspectStore(file, newest);
  } catch (error) {
    if (error instanceof StoreError && error.kind !== "damaged") throw error;
  }
}

function copyWatched(file: string, copy: string, watch: Watch): void {
  const advance = beginStep(watch, "copying", statSync(file).size);
  const [from, to] = [openSync(file, "r"), openSync(copy, "w")];
  try {
    const piece = new Uint8Array(PIECE);
    for (let read = readSync(from, piece); read > 0; read = readSync(from, piece)) {
      for (let written = 0; written < read; ) written += writeSync(to, piece, written, read - written);
      advance(read);
    }
  } finally {
    closeSync(from);
    closeSync(to);
  }
}

/** Rows are read by the newest version's columns. */
function bringUpToDate(copy: string, migrations: readonly Migration[]): void {
  const db = openDamaged(copy);
  try {
    if (storeVersion(db) < newestVersion(migrations)) migrate(db, migrations);
  } finally {
    db.close();
  }
}

function rebuild(
  copy: string,
  draft: string,
  migrations: readonly Migration[],
  advance: (rows: number) => void,
): Omit<RepairReport, "movedTo"> {
  const db = createEmptyStore(draft, migrations);
  try {
    // Rows come in any order, and some without what they refer to; the reconciliation sees to that.
    db.pragma("foreign_keys = OFF");
    const tables = new Map(allTables.map((spec) => [spec.name, new ChecksummedTable<AnyRow>(db, spec)]));
    let lostRows = 0;
    const unlabelled = new Set<number>();
    const lose = (table: string, run: number): void => {
      lostRows++;
      if (table === labelsTable.name) unlabelled.add(run);
    };
    const runs = db.transaction(() => {
      for (const { spec, row } of salvage(copy, lose)) {
        tables.get(spec.name)?.put(row);
        advance(1);
      }
      return reconcile(db, unlabelled);
    })();
    const count = (name: string): number => Number(db.prepare(`SELECT count(*) FROM ${name}`).pluck().get());
    return { runs, lostRows, rows: allTables.reduce((sum, { name }) => sum + count(name), 0) };
  } finally {
    db.close();
  }
}

async function requireSound(draft: string, migrations: readonly Migration[], watch: Watch): Promise<void> {
  const { refusal, findings } = await verifyStore(draft, migrations, watch);
  const problem = refusal ?? findings[0]?.problem;
  if (problem !== undefined) throw beyondRepair(problem);
}

/** What says which tables there are was lost. */
function lacksTable(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError && error.code === "SQLITE_ERROR" && error.message.includes("no such table")
  );
}

function beyondRepair(problem: string): GuidepostError {
  return new GuidepostError(
    `The store could not be repaired (${problem}). It was left as it is.`,
    "restore the project from a copy, or choose another project with --project.",
  );
}

/**
 * At every moment `file` is the damaged store or the new one. The log is copied beside the moved store before it goes:
 * the new store must not meet it.
 */
function putInPlace(file: string, draft: string): string {
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(":", "-").slice(0, 19)}`;
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${aside}-wal`);
  linkOrCopy(file, aside);
  for (const suffix of ["-wal", "-shm"]) rmSync(file + suffix, { force: true });
  renameSync(draft, file);
  syncFolder(path.dirname(file));
  return aside;
}

/** Not every file system has links. */
function linkOrCopy(file: string, other: string): void {
  try {
    linkSync(file, other);
  } catch {
    copyFileSync(file, other);
  }
}

function clear(...files: string[]): void {
  for (const file of files) for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
}
