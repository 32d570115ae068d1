import { existsSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../engine/testing/fake-engine.ts";
import { migrationsFolder } from "../paths.ts";
import { loadMigrations } from "./migrations.ts";
import { openStoreForReading, openStoreForWriting } from "./open.ts";
import { repairStore } from "./repair.ts";
import { iterationsTable } from "./rows.ts";
import { ChecksummedTable } from "./table.ts";
import { resultOf, runOf } from "./testing/filled-project.ts";
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

/** A store of version 1 with two iterations, as it was written before models' errors were kept. */
function firstVersion(): void {
  const store = openStoreForWriting({ file, migrations });
  const { id } = store.insertRun(runOf(1));
  for (const iteration of [1, 2]) store.commitIteration(id, resultOf(1, iteration));
  store.close();
  const db = new Database(file);
  db.exec("DROP TABLE model_errors");
  const table = new ChecksummedTable(db, iterationsTable);
  for (const read of [...table.select("")]) {
    if (!read.ok) throw new Error("an iteration is damaged");
    const { modelError: _, ...extras } = JSON.parse(read.row.extras);
    table.put({ ...read.row, extras: JSON.stringify(extras) });
  }
  db.pragma("user_version = 1");
  db.close();
}

test("a store of version 1 keeps its runs, goes on with models' errors, and misses none of before", async () => {
  firstVersion();
  expect(() => openStoreForReading({ file, migrations })).toThrow(/version 1 .* brought to version 2/);
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
