/**
 * A file for what is too large for memory, in the system's folder for such: written from the front, read anywhere. It has
 * no name, so that nothing of it is left however the program ends.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { writeWhole } from "./files.ts";

export class ScratchFile {
  readonly #descriptor: number;
  #size = 0;

  constructor() {
    const folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-"));
    try {
      this.#descriptor = openSync(path.join(folder, "scratch"), "wx+", 0o600);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** [bytes] */
  get size(): number {
    return this.#size;
  }

  append(bytes: Uint8Array): void {
    writeWhole(this.#descriptor, bytes);
    this.#size += bytes.length;
  }

  /** At most `length` bytes from `offset` on; fewer at the end. */
  read(offset: number, length: number): Uint8Array {
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, this.#size - offset)));
    for (let at = 0; at < bytes.length; ) at += readSync(this.#descriptor, bytes, at, bytes.length - at, offset + at);
    return bytes;
  }

  /** It is gone then. */
  close(): void {
    closeSync(this.#descriptor);
  }
}
