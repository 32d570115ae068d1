/** Numbered SQL files that lead a store from one version to the next; the newest number is the schema's version. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Database } from "better-sqlite3";

/** "Gpst", written into the file's header so that a Guidepost store is told from any other SQLite file. */
export const APPLICATION_ID = 0x47707374;

export interface Migration {
  version: number;
  sql: string;
}

/** The migrations in a folder of files named `NNNN-what.sql`, in order. */
export function loadMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ version: Number(name.slice(0, 4)), sql: readFileSync(path.join(folder, name), "utf8") }));
}

export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/** Brings an open store to the newest version in one transaction: afterwards it is the old one or the new one. */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const apply = db.transaction(() => {
    const from = storeVersion(db);
    for (const { version, sql } of migrations) if (version > from) db.exec(sql);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${newestVersion(migrations)}`);
  });
  apply.exclusive();
}

export function storeVersion(db: Database): number {
  return Number(db.pragma("user_version", { simple: true }));
}

export function storeApplication(db: Database): number {
  return Number(db.pragma("application_id", { simple: true }));
}
