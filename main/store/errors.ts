/** What can go wrong with a store, in words. */
import Database from "better-sqlite3";
import { GuidepostError, messageOf } from "../errors.ts";

export const runName = (run: number): string => String(run).padStart(4, "0");

/** A row that does not match its checksum; everything else in the store stays usable. */
export class DamagedRunError extends GuidepostError {
  readonly run: number;

  constructor(run: number, what: string) {
    super(
      `Run ${runName(run)} is damaged: ${what}. The other runs are not affected.`,
      "restore the project from a copy, or train the run again with the same seed.",
    );
    this.run = run;
  }
}

/** Turns SQLite's errors into sentences; anything else passes through. */
export function storeError(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const detail = messageOf(error);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) {
    return new GuidepostError(
      `The store ${file} is damaged (${detail}). It was left as it is.`,
      "restore it from a copy, or choose another project with --project.",
    );
  }
  if (error.code.startsWith("SQLITE_FULL")) {
    return new GuidepostError(`No space is left for the store ${file}.`, "free some space, then resume the run.");
  }
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(error.code)) {
    return new GuidepostError(
      `The store ${file} cannot be opened or written (${detail}).`,
      "check the permissions of the project folder, or choose another with --project.",
    );
  }
  return new GuidepostError(`The store ${file} failed (${error.code}: ${detail}).`, "run guidepost doctor.");
}
