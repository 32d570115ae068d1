import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { serialize } from "node:v8";
import Database from "better-sqlite3";
import { strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FilledProject, fillProject } from "../../store/testing/filled-project.ts";
import { isSound } from "../../store/verify.ts";
import { verifyProject } from "../health.ts";
import { openProject, storeFile } from "../project.ts";
import { exportProject } from "./export.ts";
import { importProject } from "./import.ts";
import type { Manifest } from "./manifest.ts";
import { nameProblem } from "./names.ts";

let filled: FilledProject;
let source: string;
let archive: string;
let count = 0;

beforeAll(async () => {
  filled = fillProject(2);
  source = filled.copy("source");
  mkdirSync(path.join(source, "models", "arms"));
  writeFileSync(path.join(source, "models", "arms", "long.xml"), "<mujoco/>");
  writeFileSync(path.join(source, "exports", "empty.csv"), "");
  symlinkSync("/etc/passwd", path.join(source, "exports", "link"));
  archive = path.join(filled.around, "good.guidepost");
  await exportProject(source, archive, { rollouts: true, replace: false });
});
afterAll(() => filled.remove());

/** Every row of every table but the rollouts, and the rollouts by themselves. */
function contentOf(folder: string): { rows: string; rollouts: string } {
  const { store, close } = openProject(folder, "read");
  const runs = store.listRuns().map(({ id }) => id);
  const rows = runs.map((run) => [
    store.findRun(run),
    store.inputs(run),
    store.iterations(run),
    store.checkpoint(run),
    store.iterations(run).map(({ iteration }) => [store.controllers(run, iteration), store.policy(run, iteration)]),
  ]);
  const rollouts = runs.map((run) => store.iterations(run).map(({ iteration }) => store.rollouts(run, iteration)));
  close();
  const fingerprint = (value: unknown): string => createHash("sha256").update(serialize(value)).digest("hex");
  return { rows: fingerprint(rows), rollouts: fingerprint(rollouts) };
}

test("what was exported is imported equal, files and all, and opens for writing", async () => {
  const target = path.join(filled.around, "there", "imported");
  await importProject(archive, target);
  expect(contentOf(target)).toEqual(contentOf(source));
  for (const name of ["project.json", "models/arms/long.xml", "exports/empty.csv"])
    expect(readFileSync(path.join(target, name))).toEqual(readFileSync(path.join(source, name)));
  expect(existsSync(path.join(target, "exports", "link"))).toBe(false);
  expect(isSound(await verifyProject(target))).toBe(true);
  const project = openProject(target, "write");
  expect(project.readOnly).toBeNull();
  project.close();
  expect(readdirSync(path.dirname(target))).toEqual(["imported"]);
});

test("the manifest comes first and carries every member's SHA-256; another reader finds the same bytes", () => {
  const members = unzipSync(readFileSync(archive));
  const { "manifest.json": first, ...others } = members;
  expect(Object.keys(members)[0]).toBe("manifest.json");
  const manifest = JSON.parse(Buffer.from(first ?? []).toString()) as Manifest;
  expect(manifest.members.map(({ path: name }) => name)).toEqual(Object.keys(others));
  for (const { path: name, bytes, sha256 } of manifest.members) {
    expect(others[name]).toHaveLength(bytes);
    expect(
      createHash("sha256")
        .update(others[name] ?? "")
        .digest("hex"),
    ).toBe(sha256);
  }
});

test("without rollouts everything else is equal, and the project says what is left out", async () => {
  const small = path.join(filled.around, "small.guidepost");
  const [whole, rest] = [
    readFileSync(archive).length,
    await exportProject(source, small, { rollouts: false, replace: false }),
  ];
  expect(rest.bytes).toBeLessThan(whole * 0.9);
  const target = path.join(filled.around, "small");
  await importProject(small, target);
  expect(contentOf(target).rows).toBe(contentOf(source).rows);
  const { store, close } = openProject(target, "read");
  expect(store.rollouts(1, 2)).toEqual([]);
  expect(store.gaps(1)).toHaveLength(4);
  expect(store.gaps(1)[0]).toEqual({ iteration: 1, part: "rollouts", cause: "export" });
  store.verifyRun(1);
  close();
  expect(isSound(await verifyProject(target))).toBe(true);
  await expect(exportProject(source, small, { rollouts: true, replace: false })).rejects.toThrow(/exists/);
});

/** The good archive with some members changed, its manifest fitted to them where `fit`. */
function changed(change: (members: Zippable) => void, fit = true): string {
  const members = unzipSync(readFileSync(archive)) as Zippable;
  change(members);
  if (fit) {
    const listed = Object.entries(members).filter(([name]) => name !== "manifest.json");
    const entries = listed.map(([name, data]) => {
      const bytes = (Array.isArray(data) ? data[0] : data) as Uint8Array;
      return { path: name, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    });
    members["manifest.json"] = strToU8(
      JSON.stringify({ format: "guidepost-project", version: 1, app: "0", rollouts: true, members: entries }),
    );
  }
  const file = path.join(filled.around, `hostile-${++count}.guidepost`);
  writeFileSync(file, zipSync(members, { level: 1 }));
  return file;
}

async function expectRefused(file: string, reason: RegExp): Promise<void> {
  const before = readdirSync(filled.around).sort();
  const target = path.join(filled.around, "target");
  const error = await importProject(file, target).then(
    () => new Error("it was taken"),
    (refusal: Error) => refusal,
  );
  expect(error.message).toMatch(reason);
  expect(error.message).toMatch(/Tip: /);
  expect(readdirSync(filled.around).sort()).toEqual(before);
}

const hostileNames = [
  "../escape",
  "models/../../escape",
  "models/..",
  "..",
  ".",
  "./project.json",
  "models/./a",
  "models//a",
  "/etc/passwd",
  "//server/share",
  "C:/windows/a",
  "c:a",
  "models/C:/a",
  "models/a:stream",
  "\\windows\\a",
  "models\\a",
  "models/..\\..\\a",
  "models/a\0.xml",
  "models/a\n.xml",
  "models/a\u007f",
  "models/con",
  "models/NUL.xml",
  "models/aux/b.xml",
  "models/com1",
  "models/LPT9.tar.gz",
  "models/CONIN$",
  "models/a.",
  "models/a ",
  "models/.. /a",
  "models/a/",
  "models/<a>",
  'models/"a"',
  "models/a|b",
  "models/a?",
  "models/*",
  "a.exe",
  "runs.sqlite-wal",
  "runs.sqlite/a",
  "writer.lock",
  ".ballast",
  "Models/a",
  "other/a",
  `models/${"a".repeat(300)}`,
  `models/${"a/".repeat(20)}b`,
];

test.each(hostileNames)("a member named %j is refused and nothing is left", async (name) => {
  await expectRefused(
    changed((members) => Object.assign(members, { [name]: strToU8("x") })),
    /is refused: /,
  );
});

test("honest names pass", () => {
  for (const name of ["models/a.xml", "exports/run 0001 (best).npz", "models/Arm-größe/β.xml", "exports/console.csv"])
    expect(nameProblem(name)).toBeNull();
});

test.each<[string, () => string, RegExp]>([
  [
    "a link",
    () => changed((m) => Object.assign(m, { "models/l": [strToU8("/etc"), { os: 3, attrs: 0o120777 << 16 }] })),
    /no regular file/,
  ],
  [
    "a device",
    () => changed((m) => Object.assign(m, { "models/d": [strToU8(""), { os: 3, attrs: 0o060600 << 16 }] })),
    /no regular file/,
  ],
  [
    "a bomb",
    () => changed((m) => Object.assign(m, { "models/zeros": new Uint8Array(300 * 2 ** 20) })),
    /times its size/,
  ],
  [
    "two names of one file",
    () => changed((m) => Object.assign(m, { "models/Arm.xml": strToU8("1"), "models/arm.XML": strToU8("2") })),
    /twice/,
  ],
  [
    "two spellings of one letter",
    () => changed((m) => Object.assign(m, { "models/\u00e9": strToU8("1"), "models/e\u0301": strToU8("2") })),
    /twice/,
  ],
  [
    "a file and a folder of one name",
    () => changed((m) => Object.assign(m, { "models/a": strToU8("1"), "models/a/b": strToU8("2") })),
    /twice/,
  ],
  ["no manifest", () => changed((m) => delete m["manifest.json"], false), /no manifest\.json/],
  [
    "a manifest that is none",
    () => changed((m) => Object.assign(m, { "manifest.json": strToU8("{") }), false),
    /manifest\.json is not valid/,
  ],
  [
    "a member that is not named",
    () => changed((m) => Object.assign(m, { "models/more": strToU8("1") }), false),
    /does not name models\/more/,
  ],
  ["a member that is missing", () => changed((m) => delete m["models/arms/long.xml"], false), /long\.xml is missing/],
  [
    "changed bytes",
    () => changed((m) => Object.assign(m, { "models/arms/long.xml": strToU8("<mujocO/>") }), false),
    /does not match its checksum/,
  ],
  [
    "another size",
    () => changed((m) => Object.assign(m, { "models/arms/long.xml": strToU8("<a/>") }), false),
    /not the size/,
  ],
  ["no store", () => changed((m) => delete m["runs.sqlite"]), /runs\.sqlite is missing/],
  [
    "a store that is none",
    () => changed((m) => Object.assign(m, { "runs.sqlite": strToU8("notes") })),
    /damaged|not a Guidepost/,
  ],
  [
    "a store that would do more",
    () => changed((m) => Object.assign(m, { "runs.sqlite": withTrigger(m["runs.sqlite"] as Uint8Array) })),
    /not a Guidepost store/,
  ],
  [
    "a project file that is none",
    () => changed((m) => Object.assign(m, { "project.json": strToU8('{"version":1}') })),
    /name: /,
  ],
  ["no archive", () => changedFile((file) => writeFileSync(file, "no zip ".repeat(100))), /is refused/],
  ["a part of one", () => changedFile((file) => truncateSync(file, 5000)), /is refused/],
])("%s is refused and nothing is left", (_, make, reason) => expectRefused(make(), reason));

test("a folder with something in it is left alone", async () => {
  const target = filled.copy();
  await expect(importProject(archive, target)).rejects.toThrow(/is not empty/);
  await expect(importProject(path.join(filled.around, "nothing.guidepost"), target)).rejects.toThrow(
    /There is no file/,
  );
  expect(contentOf(target)).toBeDefined();
});

function changedFile(change: (file: string) => void): string {
  const file = changed(() => {});
  change(file);
  return file;
}

function withTrigger(bytes: Uint8Array): Uint8Array {
  const file = storeFile(filled.copy());
  writeFileSync(file, bytes);
  const db = new Database(file);
  db.exec("CREATE TRIGGER more AFTER INSERT ON runs BEGIN DELETE FROM rollouts; END");
  db.close();
  return readFileSync(file);
}
