/**
 * A project from one file. Everything is unpacked into a hidden folder beside the target, checked there, and takes the
 * target's name in one step: whatever goes wrong before leaves nothing behind.
 */
import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, statfsSync } from "node:fs";
import path from "node:path";
import { Transform } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { Entry, ZipFile } from "yauzl";
import { GuidepostError, messageOf } from "../../errors.ts";
import { migrationsFolder } from "../../paths.ts";
import { requireKnownObjects } from "../../store/inspect.ts";
import { loadMigrations, newestVersion } from "../../store/migrations.ts";
import { ignoreStore } from "../git-ignore.ts";
import { makeFolderWhole } from "../new-folder.ts";
import { storeFile } from "../project.ts";
import { readProjectFile } from "../project-file.ts";
import { refuse, withArchive } from "./entries.ts";
import { limits, MANIFEST, type Manifest, type Member, manifestSchema } from "./manifest.ts";

/** @param folder new, or empty */
export async function importProject(file: string, folder: string): Promise<void> {
  if (!existsSync(file)) throw new GuidepostError(`There is no file ${file}.`, "name a .guidepost file.");
  await withArchive(file, async (zip, entries) => {
    const manifest = await readManifest(zip, entries, file);
    await makeFolderWhole(folder, async (draft) => {
      requireSpace(manifest, draft);
      for (const room of ["models", "exports"]) mkdirSync(path.join(draft, room));
      for (const member of manifest.members) await unpack(zip, entries, member, draft, file);
      checkProject(draft, file);
      ignoreStore(draft);
    });
  });
}

/** The manifest names the archive's other members, all of them and no others. */
async function readManifest(zip: ZipFile, entries: ReadonlyMap<string, Entry>, file: string): Promise<Manifest> {
  const entry = entries.get(MANIFEST);
  if (entry === undefined) throw refuse(file, `it has no ${MANIFEST}, so it is no project of Guidepost`);
  for (const name of [MANIFEST, "queue.json"])
    if ((entries.get(name)?.uncompressedSize ?? 0) > limits.text) throw refuse(file, `its ${name} is too large`);
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

function requireSpace({ members }: Manifest, draft: string): void {
  const wanted = members.reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = statfsSync(draft);
  if (wanted <= bavail * bsize) return;
  throw new GuidepostError(`The project needs ${wanted} bytes and the disk has ${bavail * bsize}.`, "free some space.");
}

async function unpack(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  { path: name, bytes, sha256 }: Member,
  draft: string,
  file: string,
): Promise<void> {
  const entry = entries.get(name);
  if (entry?.uncompressedSize !== bytes) throw refuse(file, `${name} has not the size that its ${MANIFEST} says`);
  const target = path.join(draft, name);
  mkdirSync(path.dirname(target), { recursive: true });
  const hash = createHash("sha256");
  const hashing = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const source = await zip.openReadStreamPromise(entry);
  await pipeline(source, hashing, createWriteStream(target, { flags: "wx", flush: true }));
  if (hash.digest("hex") !== sha256) throw refuse(file, `${name} does not match its checksum`);
}

/** A project that this Guidepost can open. Damage within runs came with it, and is named when they are read. */
function checkProject(draft: string, file: string): void {
  try {
    readProjectFile(draft);
    requireKnownObjects(storeFile(draft), newestVersion(loadMigrations(migrationsFolder)));
  } catch (error) {
    const reason = error instanceof GuidepostError ? error.said : messageOf(error);
    throw refuse(file, reason.replaceAll(`${draft}${path.sep}`, "").replace(/\.$/, ""));
  }
}
