/**
 * A few megabytes of the disk that are kept for the moment it is full: SQLite needs space even to delete. Released, they
 * let the store close its transaction and write down how a run ended.
 */
import { randomBytes } from "node:crypto";
import { existsSync, rmSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import { writeFileAtomically } from "../files.ts";

/** As large as the log that SQLite lets grow before it brings it into the store [bytes]. */
const SIZE = 4 * 2 ** 20;

export class Ballast {
  readonly file: string;

  constructor(folder: string) {
    this.file = path.join(folder, ".ballast");
  }

  /**
   * Takes the space; false when it is not there, with as much again to work in: space that was only just released is
   * no space. Filled with noise, because some file systems compress.
   */
  take(): boolean {
    if (existsSync(this.file) && statSync(this.file).size === SIZE) return true;
    try {
      const { bavail, bsize } = statfsSync(path.dirname(this.file));
      if (bavail * bsize < 2 * SIZE) return false;
      writeFileAtomically(this.file, (append) => append(randomBytes(SIZE)));
      return true;
    } catch {
      return false;
    }
  }

  /** Whether there was any. */
  release(): boolean {
    if (!existsSync(this.file)) return false;
    rmSync(this.file);
    return true;
  }
}
