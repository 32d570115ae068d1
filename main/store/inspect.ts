/** Looks at a store through a read-only connection, before anything could write to it. */
import { statSync } from "node:fs";
import Database from "better-sqlite3";
import { messageOf } from "../errors.ts";
import { damagedStore, foreignStore, isCorruption, newerStore, StoreError, storeError } from "./errors.ts";
import { APPLICATION_ID, storeApplication, storeVersion } from "./migrations.ts";
import { allTables, tablesAt } from "./rows.ts";

/** Above this size only the tables that every list needs are walked at opening; `verify` walks them all [bytes]. */
const WHOLE_CHECK_LIMIT = 256 * 2 ** 20;

export interface Inspection {
  version: number;
  /** What SQLite found wrong with the file's structure; rows that can be read are good all the same if their checksums are. */
  damage: string | null;
}

/** Throws when the file is foreign, newer than `newest`, or so damaged that nothing can be read. */
export function inspectStore(file: string, newest: number): Inspection {
  try {
    return withReadOnly(file, (db) => {
      requireGuidepost(db, file);
      const version = storeVersion(db);
      if (version > newest) throw newerStore(file, version, newest);
      requireColumns(db, file, version);
      const scopes = statSync(file).size <= WHOLE_CHECK_LIMIT ? [""] : ["(runs)", "(iterations)"];
      const found = scopes.flatMap((scope) => problems(db, `quick_check${scope}`));
      const more = found.length > 1 ? ` and ${found.length - 1} more` : "";
      return { version, damage: found[0] === undefined ? null : `${found[0]}${more}` };
    });
  } catch (error) {
    throw storeError(error, file);
  }
}

/**
 * For a store from elsewhere: it must be whole, and hold Guidepost's tables and nothing else. Views and triggers could
 * do what nobody asked for.
 */
export function requireKnownObjects(file: string, newest: number): void {
  inspectForWriting(file, newest);
  const strangers = withReadOnly(file, (db) =>
    db
      .prepare<[], { type: string; name: string; tbl_name: string }>("SELECT type, name, tbl_name FROM sqlite_schema")
      .all()
      .filter(({ type, tbl_name }) => !["table", "index"].includes(type) || !knownTables.has(tbl_name)),
  );
  if (strangers[0] !== undefined) throw foreignStore(file);
}

const knownTables = new Set(["sqlite_sequence", ...allTables.map(({ name }) => name)]);

/** The same, for whoever is about to write: nothing is written to a damaged store. */
export function inspectForWriting(file: string, newest: number): number {
  const { version, damage } = inspectStore(file, newest);
  if (damage !== null) throw damagedStore(file, damage);
  return version;
}

export function openReadOnly(file: string): Database.Database {
  return new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
}

function withReadOnly<T>(file: string, use: (db: Database.Database) => T): T {
  const db = openReadOnly(file);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

/** SQLite's own full check; empty when it finds nothing. */
export function integrityProblems(file: string): string[] {
  return withReadOnly(file, (db) => problems(db, "integrity_check"));
}

/** What one of SQLite's own checks finds; empty when it finds nothing. Damage may stop the check itself. */
export function problems(db: Database.Database, check: string): string[] {
  try {
    return findings(db.pragma(check) as Record<string, string>[]);
  } catch (error) {
    if (isCorruption(error)) return [messageOf(error)];
    throw error;
  }
}

function findings(rows: Record<string, string>[]): string[] {
  return withoutUnreached(
    rows
      .flatMap((row) => Object.values(row))
      // SQLite heads its findings with the database's name and may put many of them into one value.
      .flatMap((text) => text.split("\n"))
      .map((line) => line.replace(/\s+/g, " ").trim())
      .filter((line) => line !== "ok" && line !== "" && !line.startsWith("***")),
  );
}

/** A broken page leaves those behind it without a way to them, which SQLite names one by one: a hundred lines for one bit. */
function withoutUnreached(lines: string[]): string[] {
  const others = lines.filter((line) => !/^Page \d+: never used$/.test(line));
  const unreached = lines.length - others.length;
  if (unreached < 2) return lines;
  return [...others, `${unreached} pages at least that nothing leads to`];
}

function requireGuidepost(db: Database.Database, file: string): void {
  if (storeApplication(db) !== APPLICATION_ID || storeVersion(db) <= 0) throw foreignStore(file);
}

/** Before its first release Guidepost changed the tables under the same version. */
function requireColumns(db: Database.Database, file: string, version: number): void {
  const known = db.prepare<[string], string>("SELECT name FROM pragma_table_info(?)").pluck();
  const lacks = tablesAt(version).flatMap(({ name, columns }) => {
    const present = known.all(name);
    return columns.filter((column) => !present.includes(column)).map((column) => `${name}.${column}`);
  });
  if (lacks.length === 0) return;
  throw new StoreError(
    "older",
    file,
    `The store ${file} was written by an early Guidepost and cannot be read any more (it lacks ${lacks[0]}). It was left as it is.`,
    "choose another project with --project, or move the store out of its folder.",
  );
}
