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

/** Somebody else has the lock: null while it is still writing down who it is. */
export interface Held {
  holder: Writer | null;
}

export interface WriterLock {
  release(): void;
}

/** How long a connection waits for another one that only looks, or writes its row [ms]. */
const PATIENCE = 500;

const SCHEMA = "CREATE TABLE IF NOT EXISTS writer (one INTEGER PRIMARY KEY CHECK (one = 1), pid INTEGER, since TEXT)";

/** The lock, or who holds it. A probe by another process holds it for an instant, hence the short patience. */
export function takeWriterLock(file: string): WriterLock | Held {
  const db = new Database(file, { timeout: PATIENCE });
  try {
    db.exec(SCHEMA);
    db.exec("BEGIN IMMEDIATE");
    db.prepare("INSERT OR REPLACE INTO writer VALUES (1, ?, ?)").run(process.pid, new Date().toISOString());
    // The row must be committed to be seen by others; the lock is then taken again and kept.
    db.exec("COMMIT; BEGIN IMMEDIATE");
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    if (isBusy(error)) return { holder: writerOf(file) };
    throw isDamaged(error) ? damagedLock(file) : error;
  }
}

/** Whether anybody is writing at this moment. */
export function isLocked(file: string): boolean {
  const db = new Database(file, { timeout: 0, fileMustExist: true });
  try {
    db.exec("BEGIN IMMEDIATE; ROLLBACK");
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw isDamaged(error) ? damagedLock(file) : error;
  } finally {
    db.close();
  }
}

function writerOf(file: string): Writer | null {
  const db = new Database(file, { readonly: true, timeout: PATIENCE });
  try {
    return db.prepare<[], Writer>("SELECT pid, since FROM writer").get() ?? null;
  } catch (error) {
    // Its row is on the way to a slow disk.
    if (isBusy(error)) return null;
    throw error;
  } finally {
    db.close();
  }
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
