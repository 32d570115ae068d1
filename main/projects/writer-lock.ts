/**
 * One writer for a project.
 *
 * The lock is an open write transaction on a small SQLite file beside the store, so the operating system holds it and
 * lets it go when the process ends, however it ends. The file's one row says who the writer is; it is for messages
 * only and may name a process that is gone.
 */
import Database from "better-sqlite3";
import { GuidepostError } from "../errors.ts";

export interface Writer {
  pid: number;
  /** ISO 8601, UTC. */
  since: string;
}

export interface WriterLock {
  release(): void;
}

const SCHEMA = "CREATE TABLE IF NOT EXISTS writer (one INTEGER PRIMARY KEY CHECK (one = 1), pid INTEGER, since TEXT)";

/** The lock, or who holds it. A probe by another process holds it for an instant, hence the short patience. */
export function takeWriterLock(file: string): WriterLock | Writer {
  const db = new Database(file, { timeout: 500 });
  try {
    db.exec(SCHEMA);
    db.exec("BEGIN IMMEDIATE");
    db.prepare("INSERT OR REPLACE INTO writer VALUES (1, ?, ?)").run(process.pid, new Date().toISOString());
    // The row must be committed to be seen by others; the lock is then taken again and kept.
    db.exec("COMMIT; BEGIN IMMEDIATE");
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    if (isBusy(error)) return writerOf(file);
    throw isDamaged(error) ? damagedLock(file) : error;
  }
}

/** Who is writing at this moment; null when nobody is. */
export function currentWriter(file: string): Writer | null {
  const db = new Database(file, { timeout: 0, fileMustExist: true });
  try {
    db.exec("BEGIN IMMEDIATE; ROLLBACK");
    return null;
  } catch (error) {
    if (isBusy(error)) return readWriter(db);
    throw isDamaged(error) ? damagedLock(file) : error;
  } finally {
    db.close();
  }
}

function writerOf(file: string): Writer {
  const db = new Database(file, { readonly: true, timeout: 500 });
  try {
    return readWriter(db);
  } finally {
    db.close();
  }
}

function readWriter(db: Database.Database): Writer {
  const row = db.prepare<[], Writer>("SELECT pid, since FROM writer").get();
  return row ?? { pid: 0, since: new Date(0).toISOString() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

function isDamaged(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);
}

function damagedLock(file: string): GuidepostError {
  return new GuidepostError(`The lock ${file} is damaged.`, "delete it while no Guidepost has this project open.");
}
