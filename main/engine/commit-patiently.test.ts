import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { Ballast } from "../projects/ballast.ts";
import { StoreError } from "../store/errors.ts";
import { commitPatiently } from "./commit-patiently.ts";

const full = () => new StoreError("full", "/p/runs.sqlite", "No space is left.", "free some space.");

/** A disk without space for `looks` looks at it. */
function waiting(looks: number, stopped = () => false) {
  const told: string[] = [];
  const ballast = { take: () => looks-- <= 0, release: () => told.push("released") };
  const patience = { ballast, paused: () => told.push("paused"), stopped };
  return { told, patience: { ...patience, interval: 1 } };
}

test("a full disk is waited for, told once, and the commit happens once", async () => {
  const { told, patience } = waiting(3);
  let tries = 0;
  let committed = 0;
  const result = await commitPatiently(() => {
    if (++tries <= 2) throw full();
    return ++committed;
  }, patience);
  expect([result, tries, committed]).toEqual([1, 3, 1]);
  expect(told).toEqual(["released", "paused", "released"]);
});

test("whoever stops meanwhile does not wait; any other error passes", async () => {
  let stopped = false;
  const { told, patience } = waiting(Number.POSITIVE_INFINITY, () => stopped);
  setTimeout(() => {
    stopped = true;
  }, 20);
  const refuse = () => {
    throw full();
  };
  expect(await commitPatiently(refuse, patience)).toBeNull();
  expect(told).toHaveLength(2);
  const broken = () => {
    throw new Error("something else");
  };
  await expect(commitPatiently(broken, waiting(0).patience)).rejects.toThrow("something else");
});

test("the ballast is real bytes, and there once", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-test-"));
  const ballast = new Ballast(folder);
  expect(ballast.take()).toBe(true);
  const { size, blocks, mtimeMs } = statSync(ballast.file);
  expect(blocks * 512).toBeGreaterThanOrEqual(size);
  expect(ballast.take()).toBe(true);
  expect(statSync(ballast.file).mtimeMs).toBe(mtimeMs);
  ballast.release();
  expect(existsSync(ballast.file)).toBe(false);
  expect(new Ballast(path.join(folder, "nowhere")).take()).toBe(false);
  rmSync(folder, { recursive: true });
});
