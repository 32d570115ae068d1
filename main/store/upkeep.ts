/** Work on a store as a whole, each over a connection of its own: its size, thinning, compacting, a copy of it. */
import { existsSync, statSync } from "node:fs";
import type { Database } from "better-sqlite3";
import type { Gap } from "../engine/api.ts";
import type { Thinned } from "../engine/project-api.ts";
import { storeError } from "./errors.ts";
import { openReadOnly } from "./inspect.ts";
import { copyWhole, openDatabase } from "./open.ts";
import { gapsTable } from "./rows.ts";
import { ChecksummedTable } from "./table.ts";

/** Bytes of one iteration's rollouts. */
export interface RolloutBytes {
  run: number;
  iteration: number;
  bytes: number;
}

/** The file and its log [bytes]. */
export function fileSize(file: string): number {
  return [file, `${file}-wal`].filter(existsSync).reduce((sum, name) => sum + statSync(name).size, 0);
}

export function storeSizes(file: string): {
  rollouts: RolloutBytes[];
  controllers: number;
  checkpoints: number;
  free: number;
} {
  return using(file, openReadOnly(file), (db) => {
    const total = (columns: string[], table: string): number =>
      Number(
        db
          .prepare(`SELECT total(${columns.map((c) => `length(${c})`).join(" + ")}) FROM ${table}`)
          .pluck()
          .get(),
      );
    const rollouts = db
      .prepare<[], RolloutBytes>(
        `SELECT run, iteration, sum(length(states) + length(actions) + length(positions) + length(velocities)
         + length(costs)) AS bytes FROM rollouts GROUP BY run, iteration`,
      )
      .all();
    const pragma = (name: string): number => Number(db.pragma(name, { simple: true }));
    return {
      rollouts,
      controllers: total(["gains", "offsets", "covariances"], "controllers"),
      checkpoints: total(["state"], "checkpoints"),
      free: pragma("freelist_count") * pragma("page_size"),
    };
  });
}

/** Removes the rollouts of these iterations and writes down that they are gone, in one transaction a run. */
export function thin(file: string, run: number, iterations: readonly number[], cause: Gap["cause"]): Thinned {
  return using(file, openDatabase(file), (db) => thinOpen(db, run, iterations, cause));
}

/** Gives unused pages back to the disk. */
export function compact(file: string): void {
  using(file, openDatabase(file), (db) => {
    db.exec("VACUUM");
    db.pragma("wal_checkpoint(TRUNCATE)");
  });
}

/** One file with everything that is committed; without rollouts it says that they were left out. */
export function snapshot(file: string, copy: string, options: { rollouts: boolean }): void {
  using(file, openReadOnly(file), (db) => copyWhole(db, copy));
  if (options.rollouts) return;
  using(copy, openDatabase(copy), (db) => {
    const kept = db
      .prepare<[], { run: number; iteration: number }>("SELECT DISTINCT run, iteration FROM rollouts")
      .all();
    for (const { run, iteration } of kept) thinOpen(db, run, [iteration], "export");
    db.exec("VACUUM");
  });
}

function thinOpen(db: Database, run: number, iterations: readonly number[], cause: Gap["cause"]): Thinned {
  const gaps = new ChecksummedTable(db, gapsTable);
  const remove = db.prepare("DELETE FROM rollouts WHERE run = ? AND iteration = ?");
  const thinned: Thinned = { iterations: 0, rollouts: 0 };
  db.transaction(() => {
    for (const iteration of iterations) {
      const { changes } = remove.run(run, iteration);
      if (changes === 0) continue;
      gaps.put({ run, iteration, part: "rollouts", cause });
      thinned.iterations++;
      thinned.rollouts += changes;
    }
  }).immediate();
  return thinned;
}

function using<T>(file: string, db: Database, use: (db: Database) => T): T {
  try {
    return use(db);
  } catch (error) {
    throw storeError(error, file);
  } finally {
    db.close();
  }
}
