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

/** A fingerprint of each table, times apart. */
export function storeFingerprints(project: string): Record<string, string> {
  const db = new Database(storeFile(project), { readonly: true });
  try {
    const tables = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
    return Object.fromEntries(tables.map((table) => [table, tableFingerprint(db, table)]));
  } finally {
    db.close();
  }
}

function tableFingerprint(db: Database.Database, table: string): string {
  const columns = (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  const kept = columns.filter((name) => !CLOCK.test(name)).join(", ");
  return fingerprint(db.prepare(`SELECT ${kept} FROM ${table} ORDER BY ${kept}`).all());
}

/**
 * Equal values, equal fingerprint; every bit of a double counts. (v8.serialize would not do: how it writes a number
 * depends on the objects that were made before.)
 */
export function fingerprint(value: unknown): string {
  return createHash("sha256").update(encodeCheckpoint({ value })).digest("hex");
}
