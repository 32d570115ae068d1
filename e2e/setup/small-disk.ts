/** A disk of a few megabytes, made of memory, that can be filled and emptied. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { systemCode } from "../../main/files.ts";

export interface SmallDisk {
  folder: string;
  /** Takes every byte that is free. */
  fill(): void;
  /** Gives them back. */
  empty(): void;
  remove(): void;
}

/** This process may not mount; the message says why. */
export class NoDiskError extends Error {
  override name = "NoDiskError";
}

/** Throws a NoDiskError where this process may not mount. */
export function smallDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const { status, stderr, error } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], {
    encoding: "utf8",
  });
  if (status !== 0) throw new NoDiskError(`no disk can be mounted here: ${(error?.message ?? stderr).trim()}`);
  const filler = path.join(folder, "filler");
  return {
    folder,
    fill: () => takeAll(filler),
    empty: () => rmSync(filler, { force: true }),
    // Lazily: a process that is being killed may still have a file open.
    remove: () => void spawnSync("umount", ["-l", folder]),
  };
}

/** In ever smaller pieces, down to the last byte. */
function takeAll(file: string): void {
  const descriptor = openSync(file, "a");
  try {
    for (let size = 2 ** 20; size >= 1; ) {
      try {
        writeSync(descriptor, new Uint8Array(size));
      } catch (error) {
        if (systemCode(error) !== "ENOSPC") throw error;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(descriptor);
  }
}
