/** Brings a run from one store into another, under a new number. */
import type { Database } from "better-sqlite3";
import { DamagedRunError } from "./errors.ts";
import { allTables, runsTable, withoutNumbers } from "./rows.ts";
import { type AnyRow, ChecksummedTable } from "./table.ts";

/** Numbers are never given twice, even after a run is gone. */
export function nextRun(db: Database): number {
  return Number(db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'runs'").pluck().get() ?? 0) + 1;
}

/** All or nothing; throws when any row of the run is damaged. Returns its number in `to`. */
export function copyRun(from: Database, to: Database, run: number): number {
  return to
    .transaction(() => {
      const number = nextRun(to);
      for (const spec of allTables) {
        const [target, key] = [new ChecksummedTable<AnyRow>(to, spec), spec.columns[0] ?? "run"];
        // Rows keep their order, which of controllers is the order of training.
        const order = withoutNumbers.has(spec.name) ? "" : "ORDER BY rowid";
        for (const read of new ChecksummedTable<AnyRow>(from, spec).select(`WHERE ${key} = ? ${order}`, run)) {
          if (!read.ok) throw new DamagedRunError(run, `a row of ${spec.name} does not match its checksum`);
          target.put({ ...stopped(spec.name, read.row), [key]: number });
        }
      }
      return number;
    })
    .immediate();
}

/** Nothing that is copied is running. */
function stopped(table: string, row: AnyRow): AnyRow {
  return table === runsTable.name && row.status === "running" ? { ...row, status: "interrupted" } : row;
}
