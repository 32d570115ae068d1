/** One flipped bit anywhere in a store. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { GuidepostError } from "../../main/errors.ts";
import { storeFile } from "../../main/projects/project.ts";
import { DamagedRunError } from "../../main/store/errors.ts";
import type { RandomStream } from "../../workers/math/random.ts";
import { DAMAGE, type HandedOut, handedOut } from "../handed-out.ts";
import type { Row } from "../row.ts";
import { copyStore, trainedProject } from "../trained-project.ts";
import { below, oneOf } from "../training.ts";

export const bitFlips: Row = {
  name: "bit-flips",
  title: "a bit of a store flipped",
  promise:
    "nothing that changed is handed out; the damaged run is named and all else is as before, or it is said that the store is damaged",
  cases: { short: 50, long: 1000 },
  async open(home) {
    const trained = await trainedProject(home);
    const before = handedOut(trained);
    return {
      attempt(number, random) {
        const project = copyStore(trained, path.join(home, `${number}`));
        flipBit(storeFile(project), random);
        const way = judged(project, before);
        rmSync(project, { recursive: true });
        return way;
      },
      close() {},
    };
  },
};

/** Nearly all of a store is arrays; every other flip goes to the few pages of keys, lengths and numbers instead. */
function flipBit(file: string, random: RandomStream): void {
  const bytes = readFileSync(file);
  const anywhere = below(bytes.length, random);
  const place = random.uniform() < 0.5 ? anywhere : oneOf(treePages(bytes), random) + below(PAGE, random);
  bytes[place] ^= 1 << below(8, random);
  writeFileSync(file, bytes);
}

const PAGE = 4096;
/** First byte of a page of a tree (file format of SQLite, 1.6); a page of a long value begins with a page's number. */
const TREE = new Set([2, 5, 10, 13]);

/** Where the pages of trees begin; the first page has the file's header before its own. */
function treePages(bytes: Uint8Array): number[] {
  const starts = Array.from({ length: bytes.length / PAGE }, (_, page) => page * PAGE);
  return starts.filter((start) => start === 0 || TREE.has(bytes[start]));
}

function judged(project: string, before: HandedOut): string {
  let after: HandedOut;
  try {
    after = handedOut(project);
  } catch (error) {
    assert.ok(error instanceof GuidepostError, `opening fails with an error that is not for people: ${error}`);
    return "store refused";
  }
  // Of a store that is said to be damaged any part may be missing.
  const told = after.delete(DAMAGE);
  const damaged = told ? new Set<number>() : damagedRuns(after);
  for (const [name, good] of before) {
    const found = after.get(name);
    const excused = found instanceof GuidepostError || damaged.has(runOf(name)) || (told && found === undefined);
    assert.ok(found === good || excused, `the ${name} ${found === undefined ? "is gone" : "has changed"} unnoticed`);
  }
  if (told) return "store said to be damaged";
  return damaged.size === 0 ? "no effect" : "run named";
}

/** One bit is in one run; an error that names none is about all. */
function damagedRuns(things: HandedOut): Set<number> {
  const named = [...things.values()].flatMap((thing) => (thing instanceof GuidepostError ? [nameOf(thing)] : []));
  const runs = new Set(named);
  assert.ok(runs.size <= 1, `the damage of one bit is put down to the runs ${[...runs].join(", ")}`);
  return runs;
}

function nameOf(error: GuidepostError): number {
  assert.ok(error instanceof DamagedRunError, `it is not said which run is damaged: ${error.message}`);
  return error.run;
}

function runOf(name: string): number {
  return Number(name.split(" ").at(-1));
}
