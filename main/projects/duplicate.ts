/** A copy of a project beside it. */
import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { snapshot } from "../store/upkeep.ts";
import { ownFiles } from "./archive/export.ts";
import { ignoreStore } from "./git-ignore.ts";
import { makeFolderWhole } from "./new-folder.ts";
import { storeFile } from "./project.ts";
import { nameAfter, readProjectFile, writeProjectFile } from "./project-file.ts";

/** Beside a writer, too. The copy is called after its folder. */
export async function duplicateProject(folder: string, target: string, options: { rollouts: boolean }): Promise<void> {
  await makeFolderWhole(target, async (draft) => {
    ignoreStore(draft);
    writeProjectFile(draft, { ...readProjectFile(folder), name: nameAfter(target) });
    snapshot(storeFile(folder), storeFile(draft), options);
    for (const room of ["models", "exports"]) mkdirSync(path.join(draft, room));
    for (const [name, source] of ownFiles(folder)) {
      mkdirSync(path.dirname(path.join(draft, name)), { recursive: true });
      copyFileSync(source, path.join(draft, name));
    }
  });
}
