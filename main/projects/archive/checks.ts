/** What an archive and the project in it have to be: checked before one is unpacked, and before one is handed out. */

import path from "node:path";
import { buffer } from "node:stream/consumers";
import type { Entry, ZipFile } from "yauzl";
import { GuidepostError, messageOf } from "../../errors.ts";
import { migrationsFolder } from "../../paths.ts";
import { requireKnownObjects } from "../../store/inspect.ts";
import { loadMigrations, newestVersion } from "../../store/migrations.ts";
import { QUEUE_LIMIT, storeFile } from "../project.ts";
import { readProjectFile } from "../project-file.ts";
import { refuse } from "./entries.ts";
import { limits, MANIFEST, type Manifest, manifestSchema } from "./manifest.ts";

/** The manifest names the archive's other members, all of them and no others. */
export async function readManifest(zip: ZipFile, entries: ReadonlyMap<string, Entry>, file: string): Promise<Manifest> {
  const entry = entries.get(MANIFEST);
  if (entry === undefined) throw refuse(file, `it has no ${MANIFEST}, so it is no project of Guidepost`);
  const most = { [MANIFEST]: limits.text, "queue.json": QUEUE_LIMIT };
  for (const [name, limit] of Object.entries(most))
    if ((entries.get(name)?.uncompressedSize ?? 0) > limit) throw refuse(file, `its ${name} is too large`);
  const text = (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8");
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw refuse(file, `its ${MANIFEST} is not valid (${issue?.path.join(".") || "the whole"}: ${issue?.message})`);
  }
  const { members } = parsed.data;
  const named = new Set(members.map(({ path: name }) => name));
  if (named.size !== members.length) throw refuse(file, `its ${MANIFEST} names a member twice`);
  const stranger = [...entries.keys()].find((name) => name !== MANIFEST && !named.has(name));
  if (stranger !== undefined) throw refuse(file, `its ${MANIFEST} does not name ${stranger}`);
  const missing = ["project.json", "runs.sqlite", ...named].find((name) => name === MANIFEST || !entries.has(name));
  if (missing !== undefined) throw refuse(file, `${missing} is missing`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A project that this Guidepost can open. Damage within runs came with it, and is named when they are read. */
export function checkProject(draft: string, file: string): void {
  try {
    readProjectFile(draft);
    requireKnownObjects(storeFile(draft), newestVersion(loadMigrations(migrationsFolder)));
  } catch (error) {
    const reason = error instanceof GuidepostError ? error.said : messageOf(error);
    throw refuse(file, reason.replaceAll(`${draft}${path.sep}`, "").replace(/\.$/, ""));
  }
}
