/** Files in place of a store that are damaged, cut off, of another program or of a newer Guidepost. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { GuidepostError } from "../../main/errors.ts";
import { type OpenMode, openProject, storeFile } from "../../main/projects/project.ts";
import type { RandomStream } from "../../workers/math/random.ts";
import { handedOut } from "../handed-out.ts";
import { run } from "../program.ts";
import type { Row } from "../row.ts";
import { copyStore, trainedProject } from "../trained-project.ts";
import { below } from "../training.ts";

/** What a kind of damage does to a good store's file. */
type Damage = (file: string, random: RandomStream) => void;

const damages: Record<string, Damage> = {
  "cut off": (file, random) => truncateSync(file, below(readFileSync(file).length, random)),
  empty: (file) => truncateSync(file, 0),
  "overwritten page": (file, random) => overwrite(file, 4096, random),
  "overwritten sector": (file, random) => overwrite(file, 512, random),
  "overwritten header": (file, random) => {
    const bytes = readFileSync(file);
    bytes.set(noise(100, random), 0);
    writeFileSync(file, bytes);
  },
  "another program's": (file) => {
    rmSync(file);
    withDatabase(file, (db) => db.exec("CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('a')"));
  },
  "another program's tables": (file) => withDatabase(file, (db) => db.pragma("application_id = 7")),
  newer: (file, random) => withDatabase(file, (db) => db.pragma(`user_version = ${1000 + below(1000, random)}`)),
  "no database": (file, random) => writeFileSync(file, noise(1 + below(100_000, random), random)),
  text: (file) => writeFileSync(file, "These are my notes.\n".repeat(500)),
  "a lost table": (file) => withDatabase(file, (db) => db.exec("DROP TABLE checkpoints")),
  "a lost column": (file) => withDatabase(file, (db) => db.exec("ALTER TABLE iterations DROP COLUMN extras")),
  "a folder": (file) => {
    rmSync(file);
    mkdirSync(file);
  },
};

export const damagedStores: Row = {
  name: "damaged-stores",
  title: "a store that is damaged, cut off, foreign or newer",
  promise:
    "one sentence says so, whatever is asked of it, and the file keeps every byte; or what is left of it is read",
  cases: { short: 20, long: 200 },
  async open(home) {
    const trained = await trainedProject(home);
    const kinds = Object.keys(damages);
    return {
      async attempt(number, random) {
        const kind = kinds[number % kinds.length];
        const project = copyStore(trained, path.join(home, `${number}`));
        damages[kind](storeFile(project), random);
        const way = await judged(home, project);
        rmSync(project, { recursive: true });
        return way;
      },
      close() {},
    };
  },
};

async function judged(home: string, project: string): Promise<string> {
  const before = hashOf(project);
  const readable = typedOrDone(() => handedOut(project));
  assert.equal(hashOf(project), before, "reading has changed the file");
  await requireOneLine(home, ["runs", "--json", "--project", project]);
  await requireOneLine(home, ["train", "--resume", "1", "--iterations", "2", "--project", project]);
  const writable = opens(project, "write");
  if (writable) return readable ? "read" : "opened, not read";
  assert.equal(hashOf(project), before, "a store that was refused has changed");
  requireNoLeftovers(project);
  return "refused";
}

function opens(project: string, mode: OpenMode): boolean {
  return typedOrDone(() => openProject(project, mode).close());
}

function typedOrDone(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    assert.ok(error instanceof GuidepostError, `an error that is not for people: ${error}`);
    return false;
  }
}

/** A refusal is one line and expected; success is fine too. */
async function requireOneLine(home: string, args: readonly string[]): Promise<void> {
  const { code, signal, stderr } = await run(home, args);
  assert.ok(code === 0 || code === 1, `guidepost ${args[0]} ended with ${code ?? signal}: ${stderr}`);
  if (code === 0) return;
  assert.match(stderr, /^guidepost: [^\n]+\n$/);
  assert.doesNotMatch(stderr, /unexpected error/);
}

/** What was refused gets no log, copy or draft beside it. */
function requireNoLeftovers(project: string): void {
  const strangers = readdirSync(project).filter((name) => /sqlite./.test(name) && !/-(wal|shm)$/.test(name));
  assert.deepEqual(strangers, []);
}

function hashOf(project: string): string {
  try {
    return createHash("sha256")
      .update(readFileSync(storeFile(project)))
      .digest("hex");
  } catch {
    return "not a file";
  }
}

function overwrite(file: string, size: number, random: RandomStream): void {
  const bytes = readFileSync(file);
  const place = below(Math.floor(bytes.length / size), random);
  bytes.set(noise(size, random), place * size);
  writeFileSync(file, bytes);
}

function noise(size: number, random: RandomStream): Uint8Array {
  return Uint8Array.from({ length: size }, () => below(256, random));
}

function withDatabase(file: string, use: (db: Database.Database) => void): void {
  const db = new Database(file);
  use(db);
  db.close();
}
