/** The tables of an open store, each with the checksums of its rows. */
import type { Database } from "better-sqlite3";
import {
  checkpointsTable,
  controllersTable,
  gapsTable,
  inputsTable,
  iterationsTable,
  labelsTable,
  modelErrorsTable,
  policiesTable,
  rolloutsTable,
  runsTable,
} from "./rows.ts";
import { ChecksummedTable } from "./table.ts";

export type Tables = ReturnType<typeof tablesOf>;

export function tablesOf(db: Database) {
  return {
    runs: new ChecksummedTable(db, runsTable),
    labels: new ChecksummedTable(db, labelsTable),
    inputs: new ChecksummedTable(db, inputsTable),
    iterations: new ChecksummedTable(db, iterationsTable),
    rollouts: new ChecksummedTable(db, rolloutsTable),
    controllers: new ChecksummedTable(db, controllersTable),
    policies: new ChecksummedTable(db, policiesTable),
    modelErrors: new ChecksummedTable(db, modelErrorsTable),
    checkpoints: new ChecksummedTable(db, checkpointsTable),
    gaps: new ChecksummedTable(db, gapsTable),
  };
}
