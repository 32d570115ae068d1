/** Writing files so that a reader sees the old file or the whole new one, and nothing between. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

/** Hands `write` a function that appends bytes; the file takes its name only when `write` has returned. */
export function writeFileAtomically(file: string, write: (append: (bytes: Uint8Array) => void) => void): void {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  const descriptor = openSync(draft, "w");
  try {
    try {
      write((bytes) => writeWhole(descriptor, bytes));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  let offset = 0;
  while (offset < bytes.length) offset += writeSync(descriptor, bytes, offset);
}

/** Code of a failed system call such as ENOENT; undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  // Errors of zlib and SQLite have codes too, and no call.
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
