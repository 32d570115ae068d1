import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ScratchFile } from "./scratch-file.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-scratch-test-"));
  vi.spyOn(os, "tmpdir").mockReturnValue(folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test("gives back what was appended, from anywhere", () => {
  const scratch = new ScratchFile();
  scratch.append(Buffer.from("rows as "));
  scratch.append(Buffer.from("they are read"));
  expect(scratch.size).toBe(21);
  expect(Buffer.from(scratch.read(5, 7)).toString()).toBe("as they");
  expect(Buffer.from(scratch.read(13, 100)).toString()).toBe("are read");
  expect(scratch.read(21, 1)).toHaveLength(0);
  scratch.close();
  expect(() => scratch.read(0, 1)).toThrow(/EBADF/);
});

test("leaves nothing behind, even while it is open", () => {
  const scratch = new ScratchFile();
  scratch.append(Buffer.from("x"));
  expect(readdirSync(folder)).toEqual([]);
  scratch.close();
});
