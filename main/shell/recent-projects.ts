/** The projects that were opened last, in one small file of the user's data folder. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const MOST = 12;

const recentSchema = z.array(z.string().min(1).max(4096)).max(100);

export interface RecentProject {
  folder: string;
  name: string;
}

/** Newest first; those that are not there any more are left out. */
export function recentProjects(file: string): RecentProject[] {
  return read(file)
    .filter((folder) => existsSync(path.join(folder, "project.json")))
    .map((folder) => ({ folder, name: path.basename(folder) }));
}

/** Puts a folder first. Throws when the file cannot be written. */
export function rememberProject(file: string, folder: string): void {
  const others = read(file).filter((other) => other !== folder);
  writeFileSync(`${file}.new`, JSON.stringify([folder, ...others].slice(0, MOST)));
  renameSync(`${file}.new`, file);
}

function read(file: string): string[] {
  try {
    return recentSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // No file at the first start; a damaged one costs a list of names and no project.
    return [];
  }
}
