import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWithin } from "./files.ts";

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-files-"));
  file = path.join(folder, "robot.xml");
  writeFileSync(file, "<mujoco/>");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a file is read up to its limit and not beyond", () => {
  expect(readWithin(file, 9).toString()).toBe("<mujoco/>");
  expect(() => readWithin(file, 8)).toThrow("it has 9 bytes, and the limit is 8");
  expect(() => readWithin(path.join(folder, "none"), 8)).toThrow(/ENOENT/);
});

test("what never ends, or is no file, is not read at all", () => {
  expect(() => readWithin(folder, 2 ** 20)).toThrow("it is no regular file");
  if (existsSync("/dev/zero")) expect(() => readWithin("/dev/zero", 2 ** 20)).toThrow("it is no regular file");
});
