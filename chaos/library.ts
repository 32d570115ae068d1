/** What is in a project's store, looked at from outside, and what the program hands out of it. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { storeFile } from "../main/projects/project.ts";
import { encodeCheckpoint } from "../main/store/checkpoint-codec.ts";
import { integrityProblems } from "../main/store/inspect.ts";

/** SQLite's own whole check finds nothing; a store that does not exist yet is whole. */
export function requireWhole(project: string): void {
  if (existsSync(storeFile(project))) assert.deepEqual(integrityProblems(storeFile(project)), []);
}

/** What two trainings that are alike may differ in. */
const CLOCK = /^seconds|_at$|^checksum$/;

/** Columns by table. */
export type Columns = Record<string, readonly string[]>;

/** A fingerprint of each table, times apart. */
export function storeFingerprints(project: string): Record<string, string> {
  const file = storeFile(project);
  const columns = Object.entries(columnsOf(file)).map(([table, names]) => [
    table,
    names.filter((name) => !CLOCK.test(name)),
  ]);
  return fingerprintsOf(file, Object.fromEntries(columns) as Columns);
}

export function columnsOf(file: string): Columns {
  return looking(file, (db) => {
    const tables = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
    const names = (table: string) => (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
    return Object.fromEntries(tables.map((table) => [table, names(table)]));
  });
}

/** A fingerprint of each table, of these columns. */
export function fingerprintsOf(file: string, columns: Columns): Record<string, string> {
  return looking(file, (db) => {
    const print = (table: string, kept: string) =>
      fingerprint(db.prepare(`SELECT ${kept} FROM ${table} ORDER BY ${kept}`).all());
    const entries = Object.entries(columns).map(([table, names]) => [table, print(table, names.join(", "))]);
    return Object.fromEntries(entries) as Record<string, string>;
  });
}

/** Something of a store, asked of SQLite alone. */
export function looking<T>(file: string, look: (db: Database.Database) => T): T {
  const db = new Database(file, { readonly: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}

/**
 * Equal values, equal fingerprint; every bit of a double counts. (v8.serialize would not do: how it writes a number
 * depends on the objects that were made before.)
 */
export function fingerprint(value: unknown): string {
  return createHash("sha256").update(encodeCheckpoint({ value })).digest("hex");
}
