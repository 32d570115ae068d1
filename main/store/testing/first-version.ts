/** Takes a store back to version 1, as it was written before models' errors were kept. */
import Database from "better-sqlite3";
import { iterationsTable } from "../rows.ts";
import { ChecksummedTable } from "../table.ts";

export function makeFirstVersion(file: string): void {
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
