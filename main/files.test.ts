import { randomBytes } from "node:crypto";
import { existsSync, fstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

/** What was brought to the disk, in order. */
const { synced } = vi.hoisted(() => ({ synced: [] as string[] }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const fsyncSync = (descriptor: number): void => {
    synced.push(fstatSync(descriptor).isDirectory() ? "its folder" : "the file");
    fs.fsyncSync(descriptor);
  };
  return { ...fs, fsyncSync };
});

const { readWithin, writeFileAsItComes, writeFileAtomically } = await import("./files.ts");

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

test("a file of several pieces is read whole", () => {
  const large = path.join(folder, "large");
  const bytes = randomBytes(2 * 2 ** 20 + 7);
  writeFileSync(large, bytes);
  expect(readWithin(large, bytes.length).equals(bytes)).toBe(true);
});

test.skipIf(process.platform !== "linux")("a file that is larger than it says is read up to the limit", () => {
  // Files of this folder have no size before they are read.
  expect(readWithin("/proc/self/maps", 2 ** 20).length).toBeGreaterThan(1000);
  expect(() => readWithin("/proc/self/maps", 1000)).toThrow("it has more bytes than the limit of 1000");
});

test("what never ends, or is no file, is not read at all", () => {
  expect(() => readWithin(folder, 2 ** 20)).toThrow("it is no regular file");
  if (existsSync("/dev/zero")) expect(() => readWithin("/dev/zero", 2 ** 20)).toThrow("it is no regular file");
});

test.skipIf(process.platform === "win32")("a file is on the disk, and so is its name, when it has been written", () => {
  const written = path.join(folder, "settings.json");
  writeFileAtomically(written, (append) => append(Buffer.from("{}")));
  expect(readFileSync(written, "utf8")).toBe("{}");
  expect(synced).toEqual(["the file", "its folder"]);
});

test("what is still being made has the file's name when all of it is there, and leaves nothing when it fails", async () => {
  const written = path.join(folder, "rollouts.mcap");
  const before = readdirSync(folder);
  await writeFileAsItComes(written, async (append) => {
    append(Buffer.from("first, "));
    await null;
    expect(existsSync(written)).toBe(false);
    append(Buffer.from("second"));
  });
  expect(readFileSync(written, "utf8")).toBe("first, second");
  const failing = writeFileAsItComes(written, async (append) => {
    append(Buffer.from("half"));
    throw new Error("the trainer ended");
  });
  await expect(failing).rejects.toThrow("the trainer ended");
  expect(readFileSync(written, "utf8")).toBe("first, second");
  expect(readdirSync(folder).sort()).toEqual([...before, "rollouts.mcap"].sort());
});
