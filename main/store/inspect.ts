/** Looks at a store through a read-only connection, before anything could write to it. */
import { statSync } from "node:fs";
import Database from "better-sqlite3";
import { GuidepostError } from "../errors.ts";
import { storeError } from "./errors.ts";
import { APPLICATION_ID, storeApplication, storeVersion } from "./migrations.ts";
import { allTables } from "./rows.ts";

/** Above this size only the tables that every list needs are walked at opening; `doctor` walks them all [bytes]. */
const WHOLE_CHECK_LIMIT = 256 * 2 ** 20;

/** The store's schema version. Throws when the file is foreign, newer than `newest` or damaged. */
export function inspectStore(file: string, newest: number): number {
  try {
    return withReadOnly(file, (db) => {
      requireGuidepost(db, file);
      const version = storeVersion(db);
      if (version > newest) throw newerStore(file, version, newest);
      if (version === newest) requireColumns(db, file);
      requireIntact(db, file, statSync(file).size <= WHOLE_CHECK_LIMIT ? [""] : ["(runs)", "(iterations)"]);
      return version;
    });
  } catch (error) {
    throw storeError(error, file);
  }
}

/** SQLite's own full check; an empty list when it finds nothing. */
export function integrityProblems(file: string): string[] {
  return withReadOnly(file, (db) => problems(db, "integrity_check"));
}

function withReadOnly<T>(file: string, use: (db: Database.Database) => T): T {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return use(db);
  } finally {
    db.close();
  }
}

function requireGuidepost(db: Database.Database, file: string): void {
  if (storeApplication(db) === APPLICATION_ID && storeVersion(db) > 0) return;
  throw new GuidepostError(
    `${file} is not a Guidepost store. It was left as it is.`,
    "move it out of the project folder, or choose another project with --project.",
  );
}

/** Before its first release Guidepost changed the tables under the same version. */
function requireColumns(db: Database.Database, file: string): void {
  const known = ({ name }: { name: string }): unknown[] =>
    db.prepare("SELECT name FROM pragma_table_info(?)").pluck().all(name);
  const lacks = allTables.flatMap((table) => {
    const present = known(table);
    return table.columns.filter((column) => !present.includes(column)).map((column) => `${table.name}.${column}`);
  });
  if (lacks.length === 0) return;
  throw new GuidepostError(
    `The store ${file} was written by an early Guidepost and cannot be read any more (it lacks ${lacks[0]}). It was left as it is.`,
    "choose another project with --project, or move the store out of its folder.",
  );
}

function newerStore(file: string, version: number, newest: number): GuidepostError {
  return new GuidepostError(
    `The store ${file} has version ${version}, written by a newer Guidepost; this one knows versions up to ${newest}.`,
    "update Guidepost, or choose another project with --project.",
  );
}

function requireIntact(db: Database.Database, file: string, scopes: readonly string[]): void {
  const found = scopes.flatMap((scope) => problems(db, `quick_check${scope}`));
  if (found.length === 0) return;
  throw new GuidepostError(
    `The store ${file} is damaged (${found[0]}${found.length > 1 ? ` and ${found.length - 1} more` : ""}). It was left as it is.`,
    "restore it from a copy, or choose another project with --project.",
  );
}

function problems(db: Database.Database, check: string): string[] {
  const rows = db.pragma(check) as Record<string, string>[];
  return (
    rows
      .flatMap((row) => Object.values(row))
      // SQLite heads its findings with the database's name and may put many of them into one value.
      .flatMap((text) => text.split("\n"))
      .map((line) => line.replace(/\s+/g, " ").trim())
      .filter((line) => line !== "ok" && line !== "" && !line.startsWith("***"))
  );
}
