/** Opening a store: made whole or not at all when it is new, looked at before it is written when it is not. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { syncFolder } from "../files.ts";
import { StoreError, storeError } from "./errors.ts";
import { inspectForWriting, inspectStore, openReadOnly } from "./inspect.ts";
import { type Migration, migrate, newestVersion } from "./migrations.ts";
import { Store } from "./store.ts";

export interface StoreOptions {
  file: string;
  migrations: readonly Migration[];
}

/** For writing. The caller holds the project's writer lock. */
export function openStoreForWriting({ file, migrations }: StoreOptions): Store {
  return translating(file, () => {
    if (!existsSync(file)) createStore(file, migrations);
    const version = inspectForWriting(requireFile(file), newestVersion(migrations));
    const db = openDatabase(file);
    try {
      if (version < newestVersion(migrations)) {
        keepCopy(db, file, version);
        migrate(db, migrations);
      }
      // A copy that was made for an archive comes without.
      db.pragma("journal_mode = WAL");
      return new Store(db, file);
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** A connection that writes, with what every one of them needs. */
export function openDatabase(file: string): Database.Database {
  const db = new Database(file, { timeout: 5000 });
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  db.pragma("foreign_keys = ON");
  db.pragma("synchronous = FULL");
  return db;
}

/**
 * For reading, beside a writer or without one. A store of an older version is read as it is. One whose structure is
 * damaged is opened too: what can be read and matches its checksum is good. `damage` says what SQLite found.
 */
export function openStoreForReading({ file, migrations }: StoreOptions): { store: Store; damage: string | null } {
  return translating(file, () => {
    const { damage } = inspectStore(requireFile(file), newestVersion(migrations));
    return { store: new Store(openReadOnly(file), file), damage };
  });
}

/** A draft takes the store's name when it is complete, so a killed process leaves no half-made store. */
function createStore(file: string, migrations: readonly Migration[]): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  createEmptyStore(draft, migrations).close();
  renameSync(draft, file);
  syncFolder(path.dirname(file));
}

/** A store with nothing in it, open for writing. */
export function createEmptyStore(file: string, migrations: readonly Migration[]): Database.Database {
  const db = openDatabase(file);
  try {
    migrate(db, migrations);
    db.pragma("journal_mode = WAL");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A whole copy, log included, beside the store that is about to be migrated. */
function keepCopy(db: Database.Database, file: string, version: number): void {
  const copy = `${file}.v${version}`;
  copyWhole(db, `${copy}.new`);
  renameSync(`${copy}.new`, copy);
  syncFolder(path.dirname(copy));
}

/** Everything that is committed, in one file that is on the disk when this returns. */
export function copyWhole(db: Database.Database, copy: string): void {
  rmSync(copy, { force: true });
  db.prepare("VACUUM INTO ?").run(copy);
  const descriptor = openSync(copy, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function requireFile(file: string): string {
  if (statSync(file).isFile()) return file;
  throw new StoreError("foreign", file, `${file} is not a file.`, "choose another project with --project.");
}

function translating<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw storeError(error, file);
  }
}
