/**
 * Gets rows out of a damaged store.
 *
 * A table is read from end to end first. Where SQLite stops at a broken page, every row is then asked for by its own
 * number: each question walks from the table's root to one leaf, so that a broken page costs its own rows only. Which of
 * the rows are good is for their checksums to say.
 */
import Database from "better-sqlite3";
import { isCorruption } from "./errors.ts";
import { allTables, withoutNumbers } from "./rows.ts";
import { type AnyRow, type AnyTable, ChecksummedTable, type ReadRow } from "./table.ts";

/** Row numbers are no larger than this in any store that a person has made; a damaged one may claim anything. */
const NUMBERS_LIMIT = 10_000_000;
export interface Salvaged {
  spec: AnyTable;
  row: AnyRow;
}

/** The good rows of the file, some of them twice; `onLoss` hears of each that was read and is not good, and whose it seems to be. */
export function* salvage(file: string, onLoss: (table: string, run: number) => void): Generator<Salvaged> {
  const db = openDamaged(file);
  try {
    const last = new Map<number, number>();
    // Those that are asked for by run and iteration come last, when it is known how far each run went.
    const specs = [...allTables].sort(
      (a, b) => Number(withoutNumbers.has(a.name)) - Number(withoutNumbers.has(b.name)),
    );
    for (const spec of specs)
      for (const read of reachable(db, spec, last)) {
        if (!read.ok) onLoss(spec.name, read.run);
        else {
          const run = Number(read.row[spec.columns[0] ?? "run"]);
          last.set(run, Math.max(last.get(run) ?? 0, Number(read.row.iteration ?? read.row.iterations_done ?? 0)));
          yield { spec, row: read.row };
        }
      }
  } finally {
    db.close();
  }
}

/** A copy is opened, so it may be; with a schema that says more pages than there are, too. */
export function openDamaged(file: string): Database.Database {
  const db = new Database(file, { fileMustExist: true, timeout: 5000 });
  db.unsafeMode(true);
  db.pragma("writable_schema = ON");
  return db;
}

function* reachable(
  db: Database.Database,
  spec: AnyTable,
  last: ReadonlyMap<number, number>,
): Generator<ReadRow<AnyRow>> {
  const table = new ChecksummedTable<AnyRow>(db, spec);
  const whole = yield* untilBroken(table.scan());
  if (whole) return;
  if (withoutNumbers.has(spec.name)) {
    for (const [run, end] of [...last])
      for (let iteration = 0; iteration <= end; iteration++)
        yield* untilBroken(table.select("WHERE run = ? AND iteration = ?", run, iteration));
  } else {
    const end = lastNumber(db, spec.name);
    for (let number = 1; number <= end; number++) yield* untilBroken(table.select("WHERE rowid = ?", number));
  }
}

/** Returns whether the end was reached. */
function* untilBroken(rows: Generator<ReadRow<AnyRow>>): Generator<ReadRow<AnyRow>, boolean> {
  try {
    yield* rows;
    return true;
  } catch (error) {
    if (isCorruption(error)) return false;
    throw error;
  }
}

function lastNumber(db: Database.Database, table: string): number {
  try {
    const last = Number(db.prepare(`SELECT max(rowid) FROM ${table}`).pluck().get() ?? 0);
    return Math.min(last, NUMBERS_LIMIT);
  } catch (error) {
    if (isCorruption(error)) return fallbackNumber(db);
    throw error;
  }
}

/** No more rows than would fit into the file were each a tenth of a kilobyte. */
function fallbackNumber(db: Database.Database): number {
  const bytes = Number(db.pragma("page_count", { simple: true })) * Number(db.pragma("page_size", { simple: true }));
  return Math.min(Math.ceil(bytes / 100), NUMBERS_LIMIT);
}
