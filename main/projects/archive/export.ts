/** A project as one file: a zip whose manifest comes first and carries the SHA-256 of every other member. */
import { copyFileSync, createWriteStream, existsSync, lstatSync, readdirSync, renameSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { ExportedProject } from "../../engine/project-api.ts";
import { GuidepostError } from "../../errors.ts";
import { syncFolder } from "../../files.ts";
import { damagedStore } from "../../store/errors.ts";
import { snapshot } from "../../store/upkeep.ts";
import { appVersion } from "../../versions.ts";
import { isInDraft, withDraft } from "../draft.ts";
import { openProject, queueFile, storeFile } from "../project.ts";
import { projectFile } from "../project-file.ts";
import { checkProject, readManifest } from "./checks.ts";
import { RefusedArchive, withArchive } from "./entries.ts";
import { MANIFEST, type Manifest, type Member, sha256Of } from "./manifest.ts";
import { collision, nameProblem } from "./names.ts";

/** Of an archive's name. */
const ENDING = ".guidepost";

export interface ArchiveOptions {
  rollouts: boolean;
  /** Whether a file of that name may be replaced. */
  replace: boolean;
}

/** Beside a writer, too: the store's copy is of one moment. The file appears when it is complete and could be imported. */
export async function exportProject(folder: string, file: string, options: ArchiveOptions): Promise<ExportedProject> {
  if (existsSync(file) && !options.replace) {
    throw new GuidepostError(`${file} exists.`, "choose another name, or replace it with --force.");
  }
  const place = path.dirname(path.resolve(file));
  requireFolder(place);
  requireGood(folder);
  return withDraft(place, async (draft) => {
    // An archive that was left in the project would be in the next one, and that in the one after.
    const own = filesOf(folder).filter(([name]) => !name.toLowerCase().endsWith(ENDING));
    const sources = new Map([...settled(folder, draft, options), ...own]);
    requireNames([...sources.keys()]);
    const before = statesOf(sources);
    const members = await membersOf(sources);
    const archive = path.join(draft, "archive");
    await zip(archive, { format: "guidepost-project", version: 1, app: appVersion, ...options, members }, sources);
    requireUnchanged(before, statesOf(sources));
    await requireImportable(archive, draft);
    renameSync(archive, file);
    syncFolder(place);
    return { file, bytes: statSync(file).size, members: members.length };
  });
}

/** Throws what is told of a project that cannot be opened, or whose store is damaged. */
function requireGood(folder: string): void {
  const { store, damage, close } = openProject(folder, "read");
  close();
  if (damage !== null) throw damagedStore(store.file, damage);
}

/** Copies of what may change at any moment, so that what is packed is what was summed up. */
function settled(folder: string, draft: string, options: ArchiveOptions): [string, string][] {
  const files = [projectFile(folder), queueFile(folder)].filter(existsSync);
  const copies = files.map((file): [string, string] => [path.basename(file), path.join(draft, path.basename(file))]);
  for (const [i, [, copy]] of copies.entries()) copyFileSync(files[i] ?? "", copy);
  snapshot(storeFile(folder), storeFile(draft), options);
  return [...copies, ["runs.sqlite", storeFile(draft)]];
}

/** When each file was written last, and how large it is. */
function statesOf(sources: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...sources].map(([name, source]) => {
      const { mtimeMs, size } = statSync(source);
      return [name, `${mtimeMs} ${size}`];
    }),
  );
}

function requireUnchanged(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  const changed = [...before].find(([name, state]) => after.get(name) !== state)?.[0];
  if (changed === undefined) return;
  throw new GuidepostError(`${changed} was changed while the project was exported.`, "export it again.");
}

/** Looked at as an import will look at it. */
async function requireImportable(archive: string, draft: string): Promise<void> {
  try {
    checkProject(draft, archive);
    await withArchive(archive, (zip, entries) => readManifest(zip, entries, archive));
  } catch (error) {
    if (!(error instanceof RefusedArchive)) throw error;
    throw new GuidepostError(`The project cannot be exported, because it could not be imported: ${error.reason}.`);
  }
}

/** What a person has put into the project, by names in the archive: models, exports, runs that wait. */
export function ownFiles(folder: string): [string, string][] {
  const queue: [string, string][] = existsSync(queueFile(folder)) ? [["queue.json", queueFile(folder)]] : [];
  return [...queue, ...filesOf(folder)];
}

/** Models and exports. Links are no files, and what is just being made there is no part of the project. */
function filesOf(folder: string): [string, string][] {
  return [...filesBelow(folder, "models"), ...filesBelow(folder, "exports")];
}

function filesBelow(folder: string, room: string): [string, string][] {
  const root = path.join(folder, room);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => !isInDraft(name))
    .map((name): [string, string] => [`${room}/${name.split(path.sep).join("/")}`, path.join(root, name)])
    .filter(([, file]) => lstatSync(file).isFile())
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function requireFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  throw new GuidepostError(`There is no folder ${folder} for the archive.`, "make it, or name another.");
}

/** What could not be imported again is not exported. */
function requireNames(names: readonly string[]): void {
  const bad = names.find((name) => nameProblem(name) !== null);
  const problem = bad === undefined ? null : nameProblem(bad);
  const double = collision(names);
  if (problem === null && double === null) return;
  const why = problem ?? "some file systems take it for another file of the project";
  throw new GuidepostError(`${bad ?? double} cannot go into an archive: ${why}.`, "give it another name.");
}

async function membersOf(sources: ReadonlyMap<string, string>): Promise<Member[]> {
  const members: Member[] = [];
  for (const [name, source] of sources)
    members.push({ path: name, bytes: statSync(source).size, sha256: await sha256Of(source) });
  return members;
}

async function zip(archive: string, manifest: Manifest, sources: ReadonlyMap<string, string>): Promise<void> {
  const { format, version, app, rollouts, members } = manifest;
  const zipped = new ZipFile();
  const failure = new Promise<never>((_, reject) => zipped.once("error", reject));
  zipped.addBuffer(Buffer.from(JSON.stringify({ format, version, app, rollouts, members }, null, 1)), MANIFEST);
  // Doubles hardly shrink however long one tries.
  for (const [name, source] of sources) zipped.addFile(source, name, { compressionLevel: 1, mode: 0o100644 });
  zipped.end();
  await Promise.race([pipeline(zipped.outputStream, createWriteStream(archive, { flags: "wx" })), failure]);
  const handle = await open(archive, "r+");
  await handle.sync().finally(() => handle.close());
}
