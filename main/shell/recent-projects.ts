/** The projects that were opened last, in one small file of the user's data folder. */
import { existsSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readWithin } from "../files.ts";
import { readProjectFile } from "../projects/project-file.ts";

const MOST = 12;
/** Far above that many folders [bytes]. */
const SIZE_LIMIT = 2 ** 20;

const recentSchema = z.array(z.string().min(1).max(4096)).max(100);

export interface RecentProject {
  folder: string;
  name: string;
}

/** Newest first; those that are not there any more are left out. */
export function recentProjects(file: string): RecentProject[] {
  return read(file)
    .filter((folder) => existsSync(path.join(folder, "project.json")))
    .map((folder) => ({ folder, name: nameOf(folder) }));
}

/** Puts a folder first. Throws when the file cannot be written. */
export function rememberProject(file: string, folder: string): void {
  const others = read(file).filter((other) => other !== folder);
  writeFileSync(`${file}.new`, JSON.stringify([folder, ...others].slice(0, MOST)));
  renameSync(`${file}.new`, file);
}

/** What the project calls itself; the folder's name where it cannot be asked. */
function nameOf(folder: string): string {
  try {
    return readProjectFile(folder).name;
  } catch {
    return path.basename(folder);
  }
}

function read(file: string): string[] {
  try {
    return recentSchema.parse(JSON.parse(readWithin(file, SIZE_LIMIT).toString("utf8")));
  } catch {
    // No file at the first start; a damaged one costs a list of names and no project.
    return [];
  }
}
