/** Opening a store: made whole or not at all when it is new, looked at before it is written when it is not. */
import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { GuidepostError } from "../errors.ts";
import { storeError } from "./errors.ts";
import { inspectStore } from "./inspect.ts";
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
    const version = inspectStore(requireFile(file), newestVersion(migrations));
    const db = new Database(file, { fileMustExist: true, timeout: 5000 });
    try {
      db.pragma("trusted_schema = OFF");
      db.pragma("cell_size_check = ON");
      db.pragma("foreign_keys = ON");
      db.pragma("synchronous = FULL");
      if (version < newestVersion(migrations)) {
        keepCopy(db, file, version);
        migrate(db, migrations);
      }
      return new Store(db, file);
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** For reading, beside a writer or without one. */
export function openStoreForReading({ file, migrations }: StoreOptions): Store {
  return translating(file, () => {
    const newest = newestVersion(migrations);
    const version = inspectStore(requireFile(file), newest);
    if (version < newest) {
      throw new GuidepostError(
        `The store ${file} has version ${version} and must be brought to version ${newest} before it is read.`,
        "open the project once where it may be written, with guidepost serve or in the window.",
      );
    }
    return new Store(new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 }), file);
  });
}

/** A draft takes the store's name when it is complete, so a killed process leaves no half-made store. */
function createStore(file: string, migrations: readonly Migration[]): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const db = new Database(draft);
  try {
    migrate(db, migrations);
    db.pragma("journal_mode = WAL");
  } finally {
    db.close();
  }
  renameSync(draft, file);
}

/** A whole copy, log included, beside the store that is about to be migrated. */
function keepCopy(db: Database.Database, file: string, version: number): void {
  const copy = `${file}.v${version}`;
  rmSync(`${copy}.new`, { force: true });
  db.prepare("VACUUM INTO ?").run(`${copy}.new`);
  renameSync(`${copy}.new`, copy);
}

function requireFile(file: string): string {
  if (statSync(file).isFile()) return file;
  throw new GuidepostError(`${file} is not a file.`, "choose another project with --project.");
}

function translating<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw storeError(error, file);
  }
}
