/** Brings a run from one store into another, under a new number. */
import type { Database } from "better-sqlite3";
import { DamagedRunError } from "./errors.ts";
import { statusOfOrphan } from "./from-rows.ts";
import { allTables, runsTable, withoutNumbers } from "./rows.ts";
import { type AnyRow, ChecksummedTable } from "./table.ts";

/** Numbers are never given twice, even after a run is gone. */
export function nextRun(db: Database): number {
  return Number(db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'runs'").pluck().get() ?? 0) + 1;
}

/**
 * All or nothing; throws when any row of the run is damaged. Returns its number in `to`.
 *
 * @param numbers what earlier runs of the same store are called in `to`: a run says which one it was made from
 */
export function copyRun(from: Database, to: Database, run: number, numbers: ReadonlyMap<number, number>): number {
  return to
    .transaction(() => {
      const number = nextRun(to);
      for (const spec of allTables) {
        const [target, key] = [new ChecksummedTable<AnyRow>(to, spec), spec.columns[0] ?? "run"];
        // Rows keep their order, which of controllers is the order of training.
        const order = withoutNumbers.has(spec.name) ? "" : "ORDER BY rowid";
        for (const read of new ChecksummedTable<AnyRow>(from, spec).scan(`WHERE ${key} = ? ${order}`, run)) {
          if (!read.ok) throw new DamagedRunError(run, `a row of ${spec.name} does not match its checksum`);
          target.put({ ...(spec.name === runsTable.name ? asCopied(read.row, numbers) : read.row), [key]: number });
        }
      }
      return number;
    })
    .immediate();
}

/** Nothing that is copied is running, and what it was made from may have stayed behind. */
function asCopied(row: AnyRow, numbers: ReadonlyMap<number, number>): AnyRow {
  const done = statusOfOrphan(Number(row.iterations_done), Number(row.iterations_total));
  const status = row.status === "running" ? done : row.status;
  return { ...row, status, parent: numbers.get(Number(row.parent)) ?? null };
}
