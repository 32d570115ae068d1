/** The projects that a person has opened lately, in a small file of their own; a convenience, never an obstacle. */
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { RecentProject } from "../engine/project-api.ts";
import { writeFileAtomically } from "../files.ts";
import { userConfigFolder } from "../user-folders.ts";
import { projectFile } from "./project-file.ts";

const LENGTH = 20;
/** Far above any honest file [bytes]. */
const SIZE_LIMIT = 2 ** 18;
const listSchema = z.array(z.object({ folder: z.string(), name: z.string(), openedAt: z.string() }));

export interface RecentProjects {
  /** Newest first, without those that are gone. */
  list(): RecentProject[];
  remember(project: { folder: string; name: string }): void;
}

export function recentFile(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  return path.join(userConfigFolder(env, platform), "guidepost", "recent.json");
}

export function keepRecent(file: string): RecentProjects {
  return {
    list: () => stored(file).filter(({ folder }) => existsSync(projectFile(folder))),
    remember({ folder, name }) {
      const others = stored(file).filter((known) => known.folder !== folder);
      const list = [{ folder, name, openedAt: new Date().toISOString() }, ...others].slice(0, LENGTH);
      try {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileAtomically(file, (append) => append(Buffer.from(`${JSON.stringify(list, null, 2)}\n`)));
      } catch {
        // A list that cannot be kept must not keep anybody from their project.
      }
    },
  };
}

/** A list that cannot be read is an empty one. */
function stored(file: string): RecentProject[] {
  try {
    return statSync(file).size > SIZE_LIMIT ? [] : listSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return [];
  }
}
