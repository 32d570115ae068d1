/** A project as one file: a zip whose manifest comes first and carries the SHA-256 of every other member. */
import {
  createWriteStream,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { ExportedProject } from "../../engine/project-api.ts";
import { GuidepostError } from "../../errors.ts";
import { snapshot } from "../../store/upkeep.ts";
import { appVersion } from "../../versions.ts";
import { queueFile, storeFile } from "../project.ts";
import { projectFile } from "../project-file.ts";
import { MANIFEST, type Manifest, type Member, sha256Of } from "./manifest.ts";
import { collision, nameProblem } from "./names.ts";

export interface ArchiveOptions {
  rollouts: boolean;
  /** Whether a file of that name may be replaced. */
  replace: boolean;
}

/** Beside a writer, too: the store's copy is of one moment. The file appears when it is complete. */
export async function exportProject(folder: string, file: string, options: ArchiveOptions): Promise<ExportedProject> {
  if (existsSync(file) && !options.replace) {
    throw new GuidepostError(`${file} exists.`, "choose another name, or say that it may be replaced.");
  }
  requireFolder(path.dirname(path.resolve(file)));
  const draft = mkdtempSync(path.join(path.dirname(path.resolve(file)), ".guidepost-export-"));
  try {
    snapshot(storeFile(folder), path.join(draft, "runs.sqlite"), options);
    const sources = new Map([
      ["project.json", projectFile(folder)],
      ["runs.sqlite", path.join(draft, "runs.sqlite")],
      ...ownFiles(folder),
    ]);
    requireNames([...sources.keys()]);
    const members = await membersOf(sources);
    const archive = path.join(draft, "archive");
    await zip(archive, { format: "guidepost-project", version: 1, app: appVersion, ...options, members }, sources);
    renameSync(archive, file);
    return { file, bytes: statSync(file).size, members: members.length };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** What a person has put into the project, by names in the archive: models, exports, runs that wait. Links are no files. */
export function ownFiles(folder: string): [string, string][] {
  const queue: [string, string][] = existsSync(queueFile(folder)) ? [["queue.json", queueFile(folder)]] : [];
  return [...queue, ...filesBelow(folder, "models"), ...filesBelow(folder, "exports")];
}

function filesBelow(folder: string, room: string): [string, string][] {
  const root = path.join(folder, room);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
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
