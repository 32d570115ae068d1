/** Files that the shell hands to a person, saved without the dialog that asks where. */
import path from "node:path";
import { expect } from "vitest";
import type { Desktop } from "./desktop.ts";

declare global {
  var savedFiles: string[];
}

/** From now on everything is saved in `folder`. */
export async function saveInto(folder: string, { app }: Desktop): Promise<void> {
  await app.evaluate(({ session }, place) => {
    globalThis.savedFiles = [];
    session.defaultSession.on("will-download", (_event, item) => {
      item.setSavePath(`${place}/${item.getFilename()}`);
      item.once("done", (_done, state) => globalThis.savedFiles.push(`${state} ${item.getFilename()}`));
    });
  }, folder);
}

/** The next file with this ending, by its whole path. */
export async function savedFile(folder: string, ending: string, { app }: Desktop): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(
      async () => {
        const saved = await app.evaluate(() => globalThis.savedFiles);
        found = saved.find((line) => line.endsWith(ending));
        return found;
      },
      { timeout: 300_000 },
    )
    .toMatch(/^completed /);
  await app.evaluate((_electron, line) => {
    globalThis.savedFiles = globalThis.savedFiles.filter((other) => other !== line);
  }, found ?? "");
  return path.join(folder, (found ?? "").slice("completed ".length));
}
