/** What the preload is told and what it tells, through the environment and a file. */

/** Error kinds, as the operating system names them and as SQLite does. */
export const kinds = {
  ENOSPC: "SQLITE_FULL",
  EIO: "SQLITE_IOERR_WRITE",
  EACCES: "SQLITE_READONLY",
  EBUSY: "SQLITE_BUSY",
  EMFILE: "SQLITE_CANTOPEN",
} as const;
export type Kind = keyof typeof kinds;

export interface Fault {
  /** The call that fails, counted from 1; 0 lets all pass. */
  at: number;
  kind: Kind;
  /** Calls with files below this folder count. */
  folder: string;
  /** Where the report goes. */
  report: string;
}

export interface FaultReport {
  calls: number;
  /** The call that failed, or null. */
  failed: string | null;
  /** Errors that nobody had caught. */
  unhandled: string[];
}

/** Name of the variable that holds the fault as JSON. */
export const VARIABLE = "GUIDEPOST_CHAOS_FAULT";
