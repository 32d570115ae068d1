/** Writing files so that a reader sees the old file or the whole new one, and nothing between; reading no more than a limit. */
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import path from "node:path";

/** Of a file that is read, at once [bytes]. */
const PIECE = 2 ** 20;

type Append = (bytes: Uint8Array) => void;

/** Hands `write` a function that appends bytes; the file takes its name only when `write` has returned. */
export function writeFileAtomically(file: string, write: (append: Append) => void): void {
  const draft = new Draft(file);
  try {
    write(draft.append);
    draft.keep();
  } catch (error) {
    draft.discard();
    throw error;
  }
}

/** The same where what is written is still being made; the file takes its name when the promise of `write` is kept. */
export async function writeFileAsItComes(file: string, write: (append: Append) => Promise<void>): Promise<void> {
  const draft = new Draft(file);
  try {
    await write(draft.append);
    draft.keep();
  } catch (error) {
    draft.discard();
    throw error;
  }
}

/** What is to become a file, beside it and under another name. */
class Draft {
  readonly #file: string;
  readonly #name: string;
  #descriptor: number | null;

  constructor(file: string) {
    this.#file = file;
    this.#name = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
    this.#descriptor = openSync(this.#name, "w");
  }

  readonly append: Append = (bytes) => writeWhole(this.#descriptor!, bytes);

  keep(): void {
    fsyncSync(this.#descriptor!);
    this.#close();
    renameSync(this.#name, this.#file);
    syncFolder(path.dirname(this.#file));
  }

  discard(): void {
    this.#close();
    rmSync(this.#name, { force: true });
  }

  #close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** Until then a file's new name is only known to the system, and is gone with its power. Windows has no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** However few bytes the system takes at a time. */
export function writeWhole(descriptor: number, bytes: Uint8Array): void {
  let offset = 0;
  while (offset < bytes.length) offset += writeSync(descriptor, bytes, offset);
}

/**
 * The bytes of a file, which is looked at before anything of it is read: a device never ends, a pipe never begins. Of one
 * that is larger than it says, or grows meanwhile, no more is read than the limit.
 *
 * @param limit [bytes]
 */
export function readWithin(file: string, limit: number): Buffer {
  const stat = statSync(file);
  if (!stat.isFile()) throw new Error("it is no regular file");
  if (stat.size > limit) throw new Error(`it has ${stat.size} bytes, and the limit is ${limit}`);
  const descriptor = openSync(file, "r");
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    for (;;) {
      const piece = Buffer.alloc(Math.min(PIECE, limit + 1 - size));
      const read = readSync(descriptor, piece);
      if (read === 0) return Buffer.concat(pieces);
      size += read;
      if (size > limit) throw new Error(`it has more bytes than the limit of ${limit}`);
      pieces.push(piece.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Code of a failed system call such as ENOENT; undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  // Errors of zlib and SQLite have codes too, and no call.
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
