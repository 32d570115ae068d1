/** A table whose rows carry a checksum: it is written with every row and compared with every row that is read. */
import type { Database, Statement } from "better-sqlite3";
import { rowChecksum, type SqlValue } from "./checksum.ts";

/** Columns in the order of the checksum; the first is the run that the row belongs to. */
export interface TableSpec<Row> {
  name: string;
  columns: readonly (keyof Row & string)[];
  /** Version of the store that it came with, where that is not the first: an older store that is only read has no rows in it. */
  since?: number;
}

/** A row of any table, for whoever works on a store as a whole. */
export type AnyRow = Record<string, SqlValue>;
export type AnyTable = { name: string; columns: readonly string[]; since?: number };

/** What a damaged row says of its place may be what is damaged. */
export type ReadRow<Row> = { ok: true; row: Row } | { ok: false; run: number; iteration: number | null };

export class ChecksummedTable<Row extends { [K in keyof Row]: SqlValue }> {
  readonly spec: TableSpec<Row>;
  readonly #db: Database;
  readonly #upsert: string;
  readonly #select: string;
  readonly #statements = new Map<string, Statement<SqlValue[], SqlValue[]>>();
  #put: Statement<SqlValue[]> | null = null;
  #isThere: boolean;

  constructor(db: Database, spec: TableSpec<Row>) {
    this.#db = db;
    this.spec = spec;
    const columns = [...spec.columns, "checksum"];
    const updates = columns.map((column) => `${column} = excluded.${column}`).join(", ");
    this.#upsert = `INSERT INTO ${spec.name} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})
      ON CONFLICT DO UPDATE SET ${updates}`;
    this.#select = `SELECT ${columns.join(", ")} FROM ${spec.name}`;
    this.#isThere = spec.since === undefined;
  }

  /** Inserts the row, or replaces the one with the same key. */
  put(row: Row): void {
    const values = this.#values(row);
    this.#put ??= this.#db.prepare(this.#upsert);
    this.#put.run(...values, rowChecksum(this.spec.name, values));
  }

  /** Rows that satisfy the rest of the statement (`WHERE … ORDER BY …`), each compared with its checksum. */
  *select(rest: string, ...parameters: SqlValue[]): Generator<ReadRow<Row>> {
    // As arrays and in one go: a list of ten thousand runs is read in half the time that rows as objects take.
    if (!this.#exists()) return;
    for (const values of this.#prepared(rest).all(...parameters)) yield this.#read(values);
  }

  /** The same, one row after the other, for what may be larger than memory. */
  *scan(rest = "", ...parameters: SqlValue[]): Generator<ReadRow<Row>> {
    if (!this.#exists()) return;
    for (const values of this.#prepared(rest).iterate(...parameters)) yield this.#read(values);
  }

  /** Looked up until it is there: another process may bring the store to its newest version meanwhile. */
  #exists(): boolean {
    const tables = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?";
    this.#isThere ||= this.#db.prepare(tables).get(this.spec.name) !== undefined;
    return this.#isThere;
  }

  #read(values: SqlValue[]): ReadRow<Row> {
    const checksum = values.pop();
    const row = this.#row(values);
    const intact = checksum instanceof Uint8Array && rowChecksum(this.spec.name, values).equals(checksum);
    return intact ? { ok: true, row } : { ok: false, ...placeOf(row as AnyRow, this.spec.columns[0] ?? "run") };
  }

  /** A statement is prepared once, unless it is being read from already. */
  #prepared(rest: string): Statement<SqlValue[], SqlValue[]> {
    const known = this.#statements.get(rest);
    if (known !== undefined && !known.busy) return known;
    const fresh = this.#db.prepare<SqlValue[], SqlValue[]>(`${this.#select} ${rest}`).raw();
    this.#statements.set(rest, fresh);
    return fresh;
  }

  #values(row: Row): SqlValue[] {
    return this.spec.columns.map((column) => row[column]);
  }

  #row(values: readonly SqlValue[]): Row {
    const row: Record<string, SqlValue> = {};
    for (const [i, column] of this.spec.columns.entries()) row[column] = values[i];
    return row as Row;
  }
}

function placeOf(row: AnyRow, runColumn: string): { run: number; iteration: number | null } {
  return { run: Number(row[runColumn]), iteration: typeof row.iteration === "number" ? row.iteration : null };
}
