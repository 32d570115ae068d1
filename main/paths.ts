/**
 * Where the program's own files lie, in the built layout (`out/main/*.cjs`) and when the sources are run directly.
 * Nothing else in main/ may ask where it is.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = typeof __dirname === "string" ? __dirname : path.dirname(fileURLToPath(import.meta.url));

/** Folder that holds package.json and resources/. */
export const programFolder = findProgramFolder(here);
export const modelsFolder = path.join(programFolder, "resources", "models");
/** What goes into a bundle beside the run's own. */
export const exportsFolder = path.join(programFolder, "resources", "exports");
export const migrationsFolder = path.join(programFolder, "resources", "migrations");
/** The built window. */
export const windowFolder = path.join(programFolder, "out", "renderer");

/** The training worker. */
export const trainerEntry = entry("trainer", "workers");
/** The thread that reads whole stores. */
export const checkerEntry = entry("checker", "main");

/** A bundle beside this one, or its source in `room` when the sources are run. */
function entry(name: string, room: string): string {
  const bundle = path.join(here, `${name}.cjs`);
  return existsSync(bundle) ? bundle : path.join(programFolder, room, `${name}.ts`);
}

function findProgramFolder(start: string): string {
  let folder = start;
  while (!existsSync(path.join(folder, "resources", "migrations"))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no resources folder above ${start}`);
    folder = parent;
  }
  return folder;
}
