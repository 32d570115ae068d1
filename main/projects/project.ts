/** A project is a folder: project.json, runs.sqlite, models/ and exports/. */
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { GuidepostError, messageOf } from "../errors.ts";
import { systemCode } from "../files.ts";
import { migrationsFolder } from "../paths.ts";
import { StoreError, storeError } from "../store/errors.ts";
import { loadMigrations } from "../store/migrations.ts";
import { openStoreForReading, openStoreForWriting } from "../store/open.ts";
import type { Store } from "../store/store.ts";
import { Ballast } from "./ballast.ts";
import { ignoreStore } from "./git-ignore.ts";
import { nameAfter, newProjectTexts, projectFile, readProjectFile, writeProjectFile } from "./project-file.ts";
import { isLocked, takeWriterLock, type Writer, type WriterLock } from "./writer-lock.ts";

export interface Project {
  folder: string;
  name: string;
  store: Store;
  /** Null when this process is the writer. */
  readOnly: { writer: Writer | null } | null;
  /** What is wrong with the store's structure; it is then read as far as it goes and never written. */
  damage: string | null;
  /** Space that is kept for a full disk; null when this process does not write. */
  ballast: Ballast | null;
  /** Whether some process could be training in this project now. */
  hasWriter(): boolean;
  close(): void;
}

/** `write` fails when another process writes; `share` then reads beside it; `read` never writes. */
export type OpenMode = "write" | "share" | "read";

/** Opens a project; one that does not exist is created unless `mode` is `read`. */
export function openProject(folder: string, mode: OpenMode): Project {
  try {
    return open(path.resolve(folder), mode);
  } catch (error) {
    throw folderError(storeError(error, storeFile(folder)), folder);
  }
}

/** Makes a project in a new or empty folder. */
export function createProject(folder: string, name: string): void {
  try {
    const absolute = path.resolve(folder);
    if (existsSync(projectFile(absolute)))
      throw new GuidepostError(`There is a project at ${absolute} already.`, "open it, or name another folder.");
    createFolder(absolute, "write", name);
  } catch (error) {
    throw folderError(error, folder);
  }
  openProject(folder, "write").close();
}

export const storeFile = (folder: string): string => path.join(folder, "runs.sqlite");
/** No larger queue is written, read or brought in: far above 2000 runs that wait, and room for several models [bytes]. */
export const QUEUE_LIMIT = 8 * 2 ** 20;
/** Runs that wait for their turn; the engine's own. */
export const queueFile = (folder: string): string => path.join(folder, "queue.json");
const lockFile = (folder: string): string => path.join(folder, "writer.lock");

function open(folder: string, mode: OpenMode): Project {
  if (!existsSync(projectFile(folder))) createFolder(folder, mode);
  const { name } = readProjectFile(folder);
  if (mode === "read") return openForReading(folder, name, null);
  const lock = takeWriterLock(lockFile(folder));
  if ("release" in lock) return openAsWriter(folder, name, lock, mode);
  if (mode === "share") return openForReading(folder, name, lock.holder);
  throw heldBy(lock.holder, folder);
}

function heldBy(holder: Writer | null, folder: string): GuidepostError {
  const who = holder === null ? "" : ` (process ${holder.pid}, since ${holder.since})`;
  return new GuidepostError(
    `The project ${folder} is open for writing in another Guidepost${who}.`,
    "train from its window, close it, or choose another project with --project.",
  );
}

/** Does something to the project's files that nobody else may write meanwhile, or throws who does. */
export async function withWriterLock<T>(folder: string, use: () => Promise<T>): Promise<T> {
  const lock = takeWriterLock(lockFile(folder));
  if (!("release" in lock)) throw heldBy(lock.holder, folder);
  try {
    return await use();
  } finally {
    lock.release();
  }
}

/** Whoever would share the project with a writer is content to read a damaged one. */
function openAsWriter(folder: string, name: string, lock: WriterLock, mode: OpenMode): Project {
  try {
    return openForWriting(folder, name, lock);
  } catch (error) {
    lock.release();
    const told = storeError(error, storeFile(folder));
    if (mode === "share" && told instanceof StoreError && told.kind === "damaged")
      return openForReading(folder, name, null);
    throw error;
  }
}

function openForWriting(folder: string, name: string, lock: WriterLock): Project {
  for (const room of ["models", "exports"]) mkdirSync(path.join(folder, room), { recursive: true });
  const store = openStoreForWriting({ file: storeFile(folder), migrations: loadMigrations(migrationsFolder) });
  const close = (): void => {
    store.close();
    lock.release();
  };
  try {
    store.markInterruptedRuns();
    const ballast = new Ballast(folder);
    // On a disk that is full already there is none to keep.
    ballast.take();
    return { folder, name, store, readOnly: null, damage: null, ballast, hasWriter: () => true, close };
  } catch (error) {
    store.close();
    throw error;
  }
}

function openForReading(folder: string, name: string, writer: Writer | null): Project {
  if (!existsSync(storeFile(folder))) {
    throw new GuidepostError(
      `The project ${folder} has no runs yet.`,
      `start one: guidepost train TASK --project ${folder}`,
    );
  }
  const { store, damage } = openStoreForReading({
    file: storeFile(folder),
    migrations: loadMigrations(migrationsFolder),
  });
  const hasWriter = (): boolean => existsSync(lockFile(folder)) && isLocked(lockFile(folder));
  return { folder, name, store, readOnly: { writer }, damage, ballast: null, hasWriter, close: () => store.close() };
}

/** A new project takes an empty folder, hidden files aside, and never moves in with something else. */
function createFolder(folder: string, mode: OpenMode, name = nameAfter(folder)): void {
  if (mode === "read" && !existsSync(folder)) {
    throw new GuidepostError(
      `There is no project at ${folder}.`,
      `guidepost train TASK --project ${folder} makes one.`,
    );
  }
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new GuidepostError(`The project ${folder} is a file.`, "name a folder with --project.");
  }
  const texts = newProjectTexts(name);
  mkdirSync(folder, { recursive: true });
  const strangers = readdirSync(folder).filter((name) => !name.startsWith("."));
  if (mode === "read" || strangers.length > 0) {
    throw new GuidepostError(
      `The folder ${folder} is not a project: it has no project.json${strangers[0] ? ` but holds ${strangers[0]}` : ""}.`,
      "name a project, or an empty or new folder to train in, with --project.",
    );
  }
  ignoreStore(folder);
  writeProjectFile(folder, texts);
}

function folderError(error: unknown, folder: string): unknown {
  const code = systemCode(error);
  if (code === "ENOTDIR" || code === "EEXIST") {
    return new GuidepostError(`The project path ${folder} leads through a file.`, "name a folder with --project.");
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new GuidepostError(
      `The project folder ${folder} cannot be written (${code}).`,
      "change its permissions, or choose another with --project.",
    );
  }
  if (code !== undefined) return new GuidepostError(`The project ${folder} cannot be opened: ${messageOf(error)}.`);
  return error;
}
