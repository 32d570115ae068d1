/**
 * A project from one file. Everything is unpacked into a hidden folder beside the target, checked there, and takes the
 * target's name in one step: whatever goes wrong before leaves nothing behind.
 */
import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, statfsSync } from "node:fs";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Entry, ZipFile } from "yauzl";
import { GuidepostError } from "../../errors.ts";
import { ignoreStore } from "../git-ignore.ts";
import { makeFolderWhole } from "../new-folder.ts";
import { checkProject, readManifest } from "./checks.ts";
import { refuse, withArchive } from "./entries.ts";
import { MANIFEST, type Manifest, type Member } from "./manifest.ts";

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
