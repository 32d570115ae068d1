import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../engine/testing/fake-engine.ts";
import { isInDraft, withDraft } from "./draft.ts";
import { takeWriterLock } from "./writer-lock.ts";

let temporary: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  temporary = temporaryFolder();
});
afterEach(() => temporary.remove());

const around = () => readdirSync(temporary.folder);

/** Makes a draft's lock one of yesterday. */
function age(draft: string): void {
  const yesterday = new Date(Date.now() - 24 * 3600 * 1000);
  utimesSync(`${draft}.lock`, yesterday, yesterday);
}

/** What a process leaves that is killed: its files, and a lock that nobody holds. */
function leftover(name: string): string {
  const draft = path.join(temporary.folder, `.guidepost-draft-${name}`);
  mkdirSync(draft);
  writeFileSync(path.join(draft, "runs.sqlite"), "half");
  const lock = takeWriterLock(`${draft}.lock`);
  if (!("release" in lock)) throw new Error("the lock is held");
  lock.release();
  return draft;
}

test("a draft is there while it is used, and gone afterwards, also after a failure", async () => {
  const made = await withDraft(temporary.folder, async (draft) => {
    writeFileSync(path.join(draft, "file"), "text");
    expect(path.dirname(draft)).toBe(temporary.folder);
    return readdirSync(draft);
  });
  expect(made).toEqual(["file"]);
  await expect(withDraft(temporary.folder, () => Promise.reject(new Error("no space")))).rejects.toThrow("no space");
  expect(around()).toEqual([]);
});

test("what a killed process has left is taken away by the next one", async () => {
  const dead = leftover("dead");
  age(dead);
  await withDraft(temporary.folder, async () => expect(existsSync(dead)).toBe(false));
  expect(around()).toEqual([]);
});

test("what somebody works in stays, and so does what has only just begun and what is not ours", async () => {
  const young = leftover("young");
  mkdirSync(path.join(temporary.folder, ".guidepost-drafts"));
  await withDraft(temporary.folder, async (first) => {
    age(first);
    await withDraft(temporary.folder, async () => {});
    expect(existsSync(first)).toBe(true);
  });
  expect(existsSync(path.join(young, "runs.sqlite"))).toBe(true);
  expect(around().sort()).toEqual([".guidepost-draft-young", ".guidepost-draft-young.lock", ".guidepost-drafts"]);
});

test("a path into a draft is known by it", () => {
  expect(isInDraft(path.join(".guidepost-draft-1", "runs.sqlite"))).toBe(true);
  expect(isInDraft(path.join("kept", ".guidepost-draft-1"))).toBe(true);
  expect(isInDraft(path.join("kept", "arm.guidepost"))).toBe(false);
});
