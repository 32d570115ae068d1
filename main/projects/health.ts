/** Whether a project's store is as it was written, and what to do when it is not. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { RepairReport, StoreReport } from "../engine/project-api.ts";
import { GuidepostError } from "../errors.ts";
import { migrationsFolder } from "../paths.ts";
import { loadMigrations } from "../store/migrations.ts";
import { repairStore } from "../store/repair.ts";
import { verifyStore } from "../store/verify.ts";
import { unwatched, type Watch } from "../store/watch.ts";
import { storeFile, withWriterLock } from "./project.ts";
import { projectFile } from "./project-file.ts";

/** Reads everything, beside a writer or without one, and changes nothing. */
export async function verifyProject(folder: string, watch: Watch = unwatched): Promise<StoreReport> {
  return verifyStore(existingStore(folder), loadMigrations(migrationsFolder), watch);
}

/** Throws when another process writes to the project. */
export async function repairProject(folder: string, watch: Watch = unwatched): Promise<RepairReport> {
  const file = existingStore(folder);
  return withWriterLock(path.resolve(folder), () => repairStore(file, loadMigrations(migrationsFolder), watch));
}

function existingStore(folder: string): string {
  const file = storeFile(path.resolve(folder));
  if (existsSync(file)) return file;
  const [what, tip] = existsSync(projectFile(path.resolve(folder)))
    ? [
        `The project ${path.resolve(folder)} has no runs yet`,
        "start one with guidepost train, or name another project.",
      ]
    : [`There is no project at ${path.resolve(folder)}`, "name one with --project."];
  throw new GuidepostError(`${what}.`, tip);
}
