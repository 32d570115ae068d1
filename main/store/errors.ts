/** What can go wrong with a store, in words. */
import Database from "better-sqlite3";
import { GuidepostError, messageOf } from "../errors.ts";

export const runName = (run: number): string => String(run).padStart(4, "0");

/** A row that does not match its checksum, or is missing; everything else in the store stays usable. */
export class DamagedRunError extends GuidepostError {
  readonly run: number;

  constructor(run: number, what: string) {
    super(
      `Run ${runName(run)} is damaged: ${what}. The other runs are not affected.`,
      "guidepost verify lists all damage; guidepost repair keeps what is good, or train the run again with the same seed.",
    );
    this.run = run;
  }
}

/**
 * `damaged`: the file's structure, not a row; `foreign`: no store of Guidepost; `newer`, `older`: of another version;
 * `full`: the disk; `unwritable`: the file or its folder; `failed`: anything else.
 */
export type StoreTrouble = "damaged" | "foreign" | "newer" | "older" | "full" | "unwritable" | "failed";

/** A store as a whole that cannot be used. The file is as it was. */
export class StoreError extends GuidepostError {
  readonly kind: StoreTrouble;
  readonly file: string;

  constructor(kind: StoreTrouble, file: string, message: string, tip: string) {
    super(message, tip);
    this.kind = kind;
    this.file = file;
  }
}

const ANOTHER = "or choose another project with --project.";

export function damagedStore(file: string, detail: string): StoreError {
  return new StoreError(
    "damaged",
    file,
    `The store ${file} is damaged (${detail}). It was left as it is.`,
    `guidepost repair keeps what is good in a new store, restore it from a copy, ${ANOTHER}`,
  );
}

export function foreignStore(file: string): StoreError {
  return new StoreError(
    "foreign",
    file,
    `${file} is not a Guidepost store. It was left as it is.`,
    `move it out of the project folder, ${ANOTHER}`,
  );
}

export function newerStore(file: string, version: number, newest: number): StoreError {
  return new StoreError(
    "newer",
    file,
    `The store ${file} has version ${version}, written by a newer Guidepost; this one knows versions up to ${newest}.`,
    `update Guidepost, ${ANOTHER}`,
  );
}

/** Turns SQLite's errors into sentences; anything else passes through. */
export function storeError(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const detail = messageOf(error);
  if (isCorruption(error)) return damagedStore(file, detail);
  if (/^SQLITE_(FULL|IOERR_SHMSIZE)/.test(error.code)) {
    const message = `No space is left for the store ${file}.`;
    return new StoreError("full", file, message, "free some space, then resume the run.");
  }
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(error.code)) {
    return new StoreError(
      "unwritable",
      file,
      `The store ${file} cannot be opened or written (${detail}).`,
      `check the permissions of the project folder, ${ANOTHER}`,
    );
  }
  return new StoreError(
    "failed",
    file,
    `The store ${file} failed (${error.code}: ${detail}).`,
    "run guidepost doctor.",
  );
}

/** A page that is there in part only is what is left where a file was cut off. */
export function isCorruption(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(error.code);
}
