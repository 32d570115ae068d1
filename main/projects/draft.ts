/**
 * A hidden folder beside what is being made, gone when that is done. The operating system lets go of its lock when its process
 * ends, however that ends: what a killed one has left is taken away by the next one there.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { isLocked, takeWriterLock } from "./writer-lock.ts";

const PREFIX = ".guidepost-draft-";
const LOCK = ".lock";
/** A lock is not held in the instant in which it is made; nobody takes away what is younger than this [ms]. */
const LEAST_AGE = 60_000;

/** Whether a path below a project leads into a draft, which is no part of it. */
export function isInDraft(name: string): boolean {
  return name.split(path.sep).some((part) => part.startsWith(PREFIX));
}

/** @param place folder to put the draft into */
export async function withDraft<T>(place: string, use: (draft: string) => Promise<T>): Promise<T> {
  // With the permissions that a person's folders have, which a temporary folder has not.
  const draft = path.join(place, `${PREFIX}${randomUUID()}`);
  mkdirSync(draft);
  let lock: ReturnType<typeof takeWriterLock> | null = null;
  try {
    takeLeftoversAway(place);
    lock = takeWriterLock(`${draft}${LOCK}`);
    return await use(draft);
  } finally {
    rmSync(draft, { recursive: true, force: true });
    if (lock !== null && "release" in lock) lock.release();
    rmSync(`${draft}${LOCK}`, { force: true });
  }
}

function takeLeftoversAway(place: string): void {
  const locks = readdirSync(place).filter((name) => name.startsWith(PREFIX) && name.endsWith(LOCK));
  for (const lock of locks.map((name) => path.join(place, name))) {
    try {
      if (Date.now() - statSync(lock).mtimeMs < LEAST_AGE || isLocked(lock)) continue;
      rmSync(lock.slice(0, -LOCK.length), { recursive: true, force: true });
      rmSync(lock, { force: true });
    } catch {
      // Another person's, or taken away by somebody else meanwhile: it is in nobody's way.
    }
  }
}
