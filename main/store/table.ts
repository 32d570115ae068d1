/** A table whose rows carry a checksum: it is written with every row and compared with every row that is read. */
import type { Database } from "better-sqlite3";
import { rowChecksum, type SqlValue } from "./checksum.ts";

/** Columns in the order of the checksum; the first is the run that the row belongs to. */
export interface TableSpec<Row> {
  name: string;
  columns: readonly (keyof Row & string)[];
}

type SqlRow = Record<string, SqlValue>;

export type ReadRow<Row> = { ok: true; row: Row } | { ok: false; run: number };

export class ChecksummedTable<Row extends { [K in keyof Row]: SqlValue }> {
  readonly spec: TableSpec<Row>;
  readonly #db: Database;
  readonly #upsert: string;
  readonly #select: string;

  constructor(db: Database, spec: TableSpec<Row>) {
    this.#db = db;
    this.spec = spec;
    const columns = [...spec.columns, "checksum"];
    const updates = columns.map((column) => `${column} = excluded.${column}`).join(", ");
    this.#upsert = `INSERT INTO ${spec.name} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})
      ON CONFLICT DO UPDATE SET ${updates}`;
    this.#select = `SELECT ${columns.join(", ")} FROM ${spec.name}`;
  }

  /** Inserts the row, or replaces the one with the same key. */
  put(row: Row): void {
    const values = this.#values(row);
    this.#db.prepare(this.#upsert).run(...values, rowChecksum(this.spec.name, values));
  }

  /** Rows that satisfy the rest of the statement (`WHERE … ORDER BY …`), each compared with its checksum. */
  *select(rest: string, ...parameters: SqlValue[]): Generator<ReadRow<Row>> {
    const rows = this.#db.prepare<SqlValue[], SqlRow>(`${this.#select} ${rest}`).iterate(...parameters);
    for (const { checksum, ...row } of rows) {
      const expected = rowChecksum(this.spec.name, this.#values(row as Row));
      const intact = checksum instanceof Uint8Array && expected.equals(checksum);
      yield intact ? { ok: true, row: row as Row } : { ok: false, run: Number(row[this.spec.columns[0] ?? "run"]) };
    }
  }

  #values(row: Row): SqlValue[] {
    return this.spec.columns.map((column) => row[column]);
  }
}
