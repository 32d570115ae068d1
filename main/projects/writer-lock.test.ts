import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../engine/testing/fake-engine.ts";
import { isLocked, takeWriterLock, type WriterLock } from "./writer-lock.ts";

let temporary: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  temporary = temporaryFolder();
  file = path.join(temporary.folder, "writer.lock");
});
afterEach(() => temporary.remove());

function taken(): WriterLock {
  const lock = takeWriterLock(file);
  if (!("release" in lock)) throw new Error("the lock is held");
  return lock;
}

test("one writer has the lock, the next one hears who that is, and has it after its release", () => {
  const lock = taken();
  expect(isLocked(file)).toBe(true);
  const second = takeWriterLock(file);
  if ("release" in second) throw new Error("the lock was given twice");
  expect(second.holder?.pid).toBe(process.pid);
  lock.release();
  expect(isLocked(file)).toBe(false);
  taken().release();
});

test("a writer that is still writing down who it is holds the lock, unnamed", () => {
  taken().release();
  // What COMMIT holds until the disk has the row.
  const committing = new Database(file);
  committing.exec("BEGIN EXCLUSIVE");
  expect(isLocked(file)).toBe(true);
  expect(takeWriterLock(file)).toEqual({ holder: null });
  committing.close();
  expect(isLocked(file)).toBe(false);
});
