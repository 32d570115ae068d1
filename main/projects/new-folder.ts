/** A folder that appears with everything in it, or not at all. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, statSync } from "node:fs";
import path from "node:path";
import { GuidepostError, messageOf } from "../errors.ts";
import { syncFolder, systemCode } from "../files.ts";
import { withDraft } from "./draft.ts";

/** `fill` gets a hidden folder beside the target, which takes the target's name when it returns. */
export async function makeFolderWhole(folder: string, fill: (draft: string) => Promise<void>): Promise<void> {
  const target = path.resolve(folder);
  requireFree(target);
  mkdirSync(path.dirname(target), { recursive: true });
  await withDraft(path.dirname(target), async (draft) => {
    try {
      await fill(draft);
      requireFree(target);
      if (existsSync(target)) rmdirSync(target);
      renameSync(draft, target);
      syncFolder(path.dirname(target));
    } catch (error) {
      if (systemCode(error) === undefined || error instanceof GuidepostError) throw error;
      throw new GuidepostError(
        `${target} cannot be made: ${messageOf(error)}.`,
        "free some space, or name another folder.",
      );
    }
  });
}

function requireFree(folder: string): void {
  if (!existsSync(folder)) return;
  const what = !statSync(folder).isDirectory() ? "is a file" : readdirSync(folder).length > 0 ? "is not empty" : null;
  if (what !== null) throw new GuidepostError(`${folder} ${what}.`, "name a folder that is new or empty.");
}
