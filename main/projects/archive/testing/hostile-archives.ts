/** Archives that somebody might send to do harm, made of a good one; and what each refusal has to speak of. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { createProject, storeFile } from "../../project.ts";
import { exportProject } from "../export.ts";
import { hostileNames } from "./hostile-names.ts";
import { centralEntry, damagedZip, localEntry } from "./raw-zip.ts";

export interface HostileArchive {
  name: string;
  /** The reason, as it is told. */
  reason: RegExp;
  bytes(): Uint8Array;
}

/** @param folder for the honest project that they are made of */
export async function hostileArchives(folder: string): Promise<HostileArchive[]> {
  const good = await honestArchive(folder);
  const store = withTrigger(storeFile(path.join(folder, "honest")));
  const fitted = (change: Change) => () => changed(good, change, true);
  const unfitted = (change: Change) => () => changed(good, change, false);
  const raw = (change: (bytes: Buffer) => void) => () => damagedZip(good, change);
  const kinds: [string, RegExp, () => Uint8Array][] = [
    ...hostileNames.map((name): [string, RegExp, () => Uint8Array] => [
      `a member named ${JSON.stringify(name.slice(0, 40))}`,
      /is refused: /,
      fitted((m) => Object.assign(m, { [name]: strToU8("x") })),
    ]),
    ...membersOf(fitted),
    ...manifestsOf(unfitted),
    ["a store that would do more", /not a Guidepost store/, fitted((m) => Object.assign(m, { "runs.sqlite": store }))],
    ...rawOf(raw),
    ["no archive", /is refused/, () => strToU8("no zip ".repeat(100))],
    ["nothing", /is refused/, () => new Uint8Array(0)],
    ["a part of one", /is refused/, () => good.subarray(0, good.length / 2)],
    ["one without its end", /is refused/, () => good.subarray(0, good.length - 30)],
    ["one without its beginning", /is refused/, () => good.subarray(good.length / 2)],
  ];
  return kinds.map(([name, reason, bytes]) => ({ name, reason, bytes }));
}

/** A small one: how it is refused does not depend on its size. */
async function honestArchive(folder: string): Promise<Uint8Array> {
  const [project, file] = [path.join(folder, "honest"), path.join(folder, "honest.guidepost")];
  createProject(project, "honest");
  mkdirSync(path.join(project, "models", "arms"), { recursive: true });
  writeFileSync(path.join(project, "models", "arms", "long.xml"), "<mujoco/>");
  await exportProject(project, file, { rollouts: true, replace: false });
  return readFileSync(file);
}

/** The store, with a trigger that would do what nobody asked for. */
function withTrigger(file: string): Uint8Array {
  const db = new Database(file);
  db.exec("CREATE TRIGGER more AFTER INSERT ON runs BEGIN DELETE FROM rollouts; END");
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
  return readFileSync(file);
}

type Change = (members: Zippable) => unknown;
type Make = (change: Change) => () => Uint8Array;

/** Members that no project has, or that some system takes for one another. */
function membersOf(fitted: Make): [string, RegExp, () => Uint8Array][] {
  const added = (more: Zippable) => fitted((m) => Object.assign(m, more));
  const unix = (mode: number) => ({ os: 3, attrs: mode << 16 });
  const [one, two] = [strToU8("1"), strToU8("2")];
  return [
    ["a link", /no regular file/, added({ "models/l": [strToU8("/etc"), unix(0o120777)] })],
    ["a link in place of the store", /no regular file/, added({ "runs.sqlite": [strToU8("/etc"), unix(0o120777)] })],
    ["a device", /no regular file/, added({ "models/d": [strToU8(""), unix(0o060600)] })],
    ["a pipe", /no regular file/, added({ "models/p": [strToU8(""), unix(0o010600)] })],
    ["a folder's mode", /no regular file/, added({ "models/f": [strToU8(""), unix(0o040700)] })],
    ["a name in two cases", /twice/, added({ "models/Arm.xml": one, "models/arm.XML": two })],
    ["a name in cases of other lengths", /twice/, added({ "models/stra\u00dfe": one, "models/STRASSE": two })],
    ["an old s", /twice/, added({ "models/\u017fo": one, "models/so": two })],
    ["a degree that is a letter", /twice/, added({ "models/\u212a": one, "models/k": two })],
    ["a joiner that some do not see", /twice/, added({ "models/a\u200db": one, "models/ab": two })],
    ["two spellings of one letter", /twice/, added({ "models/\u00e9": one, "models/e\u0301": two })],
    ["a file and a folder of one name", /twice/, added({ "models/a": one, "models/a/b": two })],
    ["no store", /runs\.sqlite is missing/, fitted((m) => delete m["runs.sqlite"])],
    ["a store that is none", /damaged|not a Guidepost/, added({ "runs.sqlite": strToU8("notes") })],
    ["no project file", /project\.json is missing/, fitted((m) => delete m["project.json"])],
    ["a project file that is none", /name: /, added({ "project.json": strToU8('{"version":1}') })],
    ["a project file of a newer version", /newer/, added({ "project.json": strToU8('{"version":99,"name":"a"}') })],
    [
      "a huge project file",
      /the limit is 1048576\)\. Tip: nothing was unpacked/,
      added({ "project.json": blank(2 * 2 ** 20) }),
    ],
    ["a huge queue", /queue\.json is too large/, added({ "queue.json": blank(9 * 2 ** 20) })],
  ];
}

/** A manifest that is not the archive's. */
function manifestsOf(unfitted: Make): [string, RegExp, () => Uint8Array][] {
  const manifest = (text: string) => unfitted((m) => Object.assign(m, { "manifest.json": strToU8(text) }));
  const edited = (edit: (manifest: { version: number; members: { path: string; bytes: number }[] }) => void) =>
    unfitted((m) => {
      const parsed = JSON.parse(Buffer.from(m["manifest.json"] as Uint8Array).toString());
      edit(parsed);
      m["manifest.json"] = strToU8(JSON.stringify(parsed));
    });
  return [
    ["no manifest", /no manifest\.json/, unfitted((m) => delete m["manifest.json"])],
    ["a manifest that is none", /manifest\.json is not valid/, manifest("{")],
    ["a manifest with a trap", /manifest\.json is not valid/, manifest('{"__proto__":{"format":"guidepost-project"}}')],
    ["a manifest that is too large", /manifest\.json is too large/, manifest(" ".repeat(9 * 2 ** 20))],
    ["another version", /manifest\.json is not valid/, edited((all) => (all.version = 2))],
    ["a negative size", /manifest\.json is not valid/, edited(({ members }) => setFirst(members, { bytes: -1 }))],
    ["a huge size", /manifest\.json is not valid/, edited(({ members }) => setFirst(members, { bytes: 1e15 }))],
    ["a member named twice", /names a member twice/, edited(({ members }) => members.push(...members.slice(0, 1)))],
    [
      "the manifest in itself",
      /manifest\.json is missing/,
      edited(({ members }) => members.push({ ...members[0], path: "manifest.json", bytes: 1 })),
    ],
    [
      "a member that is not named",
      /does not name models\/more/,
      unfitted((m) => Object.assign(m, { "models/more": strToU8("1") })),
    ],
    ["a member that is missing", /long\.xml is missing/, unfitted((m) => delete m["models/arms/long.xml"])],
    [
      "changed bytes",
      /does not match its checksum/,
      unfitted((m) => Object.assign(m, { "models/arms/long.xml": strToU8("<mujocO/>") })),
    ],
    ["another size", /not the size/, unfitted((m) => Object.assign(m, { "models/arms/long.xml": strToU8("<a/>") }))],
  ];
}

/** A zip whose own tables lie. */
function rawOf(raw: (change: (bytes: Buffer) => void) => () => Uint8Array): [string, RegExp, () => Uint8Array][] {
  const write = (bytes: Buffer, at: number, values: number[]): void => {
    for (const [i, value] of values.entries()) bytes.writeUInt16LE(value, at + 2 * i);
  };
  const central = (at: number, ...values: number[]) =>
    raw((bytes) => write(bytes, centralEntry(bytes, "project.json") + at, values));
  const ending = (at: number, ...values: number[]) =>
    raw((bytes) => write(bytes, bytes.lastIndexOf("PK\u0005\u0006") + at, values));
  return [
    [
      "a bomb",
      /times its size/,
      raw((bytes) => bytes.writeUInt32LE(2 ** 30, centralEntry(bytes, "project.json") + 24)),
    ],
    ["an encrypted member", /is encrypted/, central(8, 1)],
    ["strong encryption", /encryption/, central(8, 0x41)],
    ["a method of packing that few know", /packed by method 12/, central(10, 12)],
    ["a size that is not its own", /is refused/, central(24, 7)],
    ["a packed size that reaches into the next member", /is refused/, central(20, 60_000)],
    ["a place beyond the file", /is refused/, central(44, 0x7fff)],
    [
      "changed bytes under an unchanged checksum",
      /is refused/,
      raw((bytes) => {
        bytes[localEntry(bytes, "project.json").data] ^= 0x40;
      }),
    ],
    [
      "no mark before a member",
      /is refused/,
      raw((bytes) => bytes.writeUInt32LE(0, localEntry(bytes, "project.json").header)),
    ],
    ["members that lie over one another", /lie over one another/, raw(overlapping)],
    ["a size for which another field is needed", /is refused/, central(24, 0xffff, 0xffff)],
    ["a place for which another field is needed", /is refused/, central(42, 0xffff, 0xffff)],
    ["a number of members for which another record is needed", /is refused/, ending(10, 0xffff)],
    ["a list that begins beyond the file", /is refused/, ending(16, 0xffff, 0x7fff)],
    [
      "too many members",
      /more than 10000 members/,
      raw((bytes) => bytes.writeUInt16LE(10_001, bytes.lastIndexOf("PK\u0005\u0006") + 10)),
    ],
    [
      "a count of members that is not theirs",
      /is refused/,
      raw((bytes) => bytes.writeUInt16LE(3, bytes.lastIndexOf("PK\u0005\u0006") + 10)),
    ],
    [
      "members on another disk",
      /is refused/,
      raw((bytes) => bytes.writeUInt16LE(1, bytes.lastIndexOf("PK\u0005\u0006") + 4)),
    ],
  ];
}

/** Two members of the same bytes: what is counted twice could be counted ten thousand times. */
function overlapping(bytes: Buffer): void {
  const [one, other] = ["project.json", "runs.sqlite"].map((name) => centralEntry(bytes, name)) as [number, number];
  bytes.writeUInt32LE(bytes.readUInt32LE(other + 42), one + 42);
}

function changed(good: Uint8Array, change: Change, fit: boolean): Uint8Array {
  const members = unzipSync(good) as Zippable;
  change(members);
  if (fit) members["manifest.json"] = strToU8(JSON.stringify(manifestOf(members)));
  return zipSync(members, { level: 1 });
}

function manifestOf(members: Zippable): object {
  const listed = Object.entries(members).filter(([name]) => name !== "manifest.json");
  const entries = listed.map(([name, data]) => {
    const bytes = (Array.isArray(data) ? data[0] : data) as Uint8Array;
    return { path: name, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
  return { format: "guidepost-project", version: 1, app: "0", rollouts: true, members: entries };
}

function setFirst<T extends object>(list: T[], change: Partial<T>): void {
  if (list[0] !== undefined) Object.assign(list[0], change);
}

function blank(length: number): Uint8Array {
  return new Uint8Array(length).fill(32);
}
