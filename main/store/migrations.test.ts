import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../engine/testing/fake-engine.ts";
import { migrationsFolder } from "../paths.ts";
import { loadMigrations } from "./migrations.ts";
import { openStoreForReading, openStoreForWriting } from "./open.ts";
import { repairStore } from "./repair.ts";
import { resultOf, runOf } from "./testing/filled-project.ts";
import { makeFirstVersion } from "./testing/first-version.ts";
import { isSound, verifyStore } from "./verify.ts";

const migrations = loadMigrations(migrationsFolder);
let temporary: ReturnType<typeof temporaryFolder>;
let file: string;

beforeEach(() => {
  temporary = temporaryFolder();
  file = path.join(temporary.folder, "runs.sqlite");
});
afterEach(() => temporary.remove());

test("versions go up one by one", () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1));
});

/** A store of version 1 with two iterations. */
function firstVersion(): void {
  const store = openStoreForWriting({ file, migrations });
  const { id } = store.insertRun(runOf(1));
  for (const iteration of [1, 2]) store.commitIteration(id, resultOf(1, iteration));
  store.close();
  makeFirstVersion(file);
}

test("a store of version 1 keeps its runs, goes on with models' errors, and misses none of before", async () => {
  firstVersion();
  const store = openStoreForWriting({ file, migrations });
  expect(existsSync(`${file}.v1`)).toBe(true);
  store.verifyRun(1);
  expect(store.iterations(1).map(({ modelError }) => modelError)).toEqual([null, null]);
  expect(store.modelErrors(1, 2)).toEqual([]);
  store.commitIteration(1, resultOf(1, 3));
  expect(store.iterations(1)[2]?.modelError).toBe(1.3);
  expect(store.modelErrors(1, 3)).toHaveLength(2);
  store.close();
  expect(isSound(await verifyStore(file, migrations))).toBe(true);
});

test("a store of version 1 is read and verified as it is, byte for byte", async () => {
  firstVersion();
  const before = readFileSync(file);
  const { store, damage } = openStoreForReading({ file, migrations });
  expect(damage).toBeNull();
  store.verifyRun(1);
  expect(store.rollouts(1, 2)).toHaveLength(2);
  expect(store.modelErrors(1, 2)).toEqual([]);
  const report = await verifyStore(file, migrations);
  expect(report).toMatchObject({ version: 1, runs: 1, refusal: null, findings: [] });
  expect(await repairStore(file, migrations)).toMatchObject({ movedTo: null });
  expect(readFileSync(file)).toEqual(before);
  expect(readdirSync(temporary.folder).filter((name) => /\.v1/.test(name))).toEqual([]);

  // Somebody else brings it to the newest version meanwhile, and goes on.
  const writer = openStoreForWriting({ file, migrations });
  writer.commitIteration(1, resultOf(1, 3));
  expect(store.modelErrors(1, 3)).toHaveLength(2);
  store.verifyRun(1);
  store.close();
  writer.close();
});

test("a store of version 1 that lacks one of its tables is refused, and left as it is", () => {
  firstVersion();
  const db = new Database(file);
  db.exec("DROP TABLE checkpoints");
  db.close();
  const before = readFileSync(file);
  for (const open of [openStoreForReading, openStoreForWriting])
    expect(() => open({ file, migrations })).toThrow(/it lacks checkpoints\.run\)\. It was left as it is/);
  expect(readFileSync(file)).toEqual(before);
});

test("a damaged store of version 1 is repaired into one of the newest", async () => {
  firstVersion();
  const db = new Database(file);
  db.exec("UPDATE rollouts SET cost = 0 WHERE iteration = 2 AND sample = 1");
  db.close();
  const { runs } = await repairStore(file, migrations);
  expect(runs).toMatchObject([{ run: 1, actions: ["iteration 2: 1 of its rollouts is missing"] }]);
  const store = openStoreForWriting({ file, migrations });
  expect(store.gaps(1)).toEqual([{ iteration: 2, part: "rollouts", cause: "repair" }]);
  store.verifyRun(1);
  store.close();
});
