import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { serialize } from "node:v8";
import Database from "better-sqlite3";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GuidepostError } from "../../errors.ts";
import { type FilledProject, fillProject } from "../../store/testing/filled-project.ts";
import { isSound } from "../../store/verify.ts";
import { verifyProject } from "../health.ts";
import { openProject, QUEUE_LIMIT, storeFile } from "../project.ts";
import { readProjectFile, writeProjectFile } from "../project-file.ts";
import { exportProject } from "./export.ts";
import { importProject } from "./import.ts";
import type { Manifest } from "./manifest.ts";
import { nameProblem } from "./names.ts";
import { hostileArchives } from "./testing/hostile-archives.ts";

let filled: FilledProject;
let source: string;
let archive: string;

beforeAll(async () => {
  filled = fillProject(2);
  source = filled.copy("source");
  mkdirSync(path.join(source, "models", "arms"));
  writeFileSync(path.join(source, "models", "arms", "long.xml"), "<mujoco/>");
  writeFileSync(path.join(source, "exports", "empty.csv"), "");
  symlinkSync("/etc/passwd", path.join(source, "exports", "link"));
  const project = openProject(source, "write");
  const labels = { name: "first β", tags: ["paper", "figure 2"], star: true, note: "two\nlines", archived: true };
  project.store.changeLabels([
    { run: 1, change: labels },
    { run: 2, change: { deletedAt: new Date().toISOString() } },
  ]);
  project.close();
  const presets = [{ name: "quick", config: { task: "peg2d", samples: 2 } }];
  writeProjectFile(source, { ...readProjectFile(source), notes: "first try", presets });
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
    store
      .iterations(run)
      .map(({ iteration }) => [
        store.controllers(run, iteration),
        store.policy(run, iteration),
        store.modelErrors(run, iteration),
      ]),
  ]);
  const rollouts = runs.map((run) => store.iterations(run).map(({ iteration }) => store.rollouts(run, iteration)));
  close();
  const fingerprint = (value: unknown): string => createHash("sha256").update(serialize(value)).digest("hex");
  return { rows: fingerprint(rows), rollouts: fingerprint(rollouts) };
}

/** Each table's rows as SQLite has them, labels, gaps and numbers included. */
function tablesOf(folder: string): [string, string][] {
  const db = new Database(storeFile(folder), { readonly: true });
  const names = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  const tables = names.map((name): [string, string] => {
    const rows = db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`);
    return [name, createHash("sha256").update(serialize(rows.raw().all())).digest("hex")];
  });
  db.close();
  return tables;
}

test("what was exported is imported equal, files and all, and opens for writing", async () => {
  const target = path.join(filled.around, "there", "imported");
  await importProject(archive, target);
  expect(contentOf(target)).toEqual(contentOf(source));
  expect(tablesOf(target)).toEqual(tablesOf(source));
  for (const name of ["project.json", "models/arms/long.xml", "exports/empty.csv"])
    expect(readFileSync(path.join(target, name))).toEqual(readFileSync(path.join(source, name)));
  expect(existsSync(path.join(target, "exports", "link"))).toBe(false);
  expect(readFileSync(path.join(target, ".gitignore"), "utf8")).toMatch(/^\/runs\.sqlite\*$/m);
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

test("an archive that is made in the project's own folder does not hold what it was made of", async () => {
  const folder = filled.copy();
  const file = path.join(folder, "exports", "self.guidepost");
  await exportProject(folder, file, { rollouts: true, replace: false });
  const names = Object.keys(unzipSync(readFileSync(file)));
  expect(names.sort()).toEqual(["manifest.json", "project.json", "runs.sqlite"]);
  expect(readdirSync(path.join(folder, "exports"))).toEqual(["self.guidepost"]);
  const next = path.join(folder, "exports", "next.guidepost");
  await exportProject(folder, next, { rollouts: true, replace: false });
  expect(Object.keys(unzipSync(readFileSync(next))).sort()).toEqual(names);
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

test.each([
  ["a newer store", "PRAGMA user_version = 99", /written by a newer Guidepost/],
  ["another program's store", "PRAGMA application_id = 7", /not a Guidepost store/],
  ["a store with a trigger", "CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END", /could not be imported/],
  ["an empty store", null, /not a Guidepost store/],
])("%s is not exported, because it could not be imported", async (_, sql, reason) => {
  const folder = filled.copy();
  if (sql === null) writeFileSync(storeFile(folder), "");
  else {
    const db = new Database(storeFile(folder));
    db.exec(sql);
    db.close();
  }
  await expectNotExported(folder, reason);
});

test("what is not a project, has no runs, or has texts that nobody could read is not exported", async () => {
  const folder = filled.copy();
  writeFileSync(path.join(folder, "project.json"), "{");
  await expectNotExported(folder, /not a valid project file/);
  writeFileSync(path.join(folder, "project.json"), '{"version":1,"name":"cloned"}');
  rmSync(storeFile(folder));
  await expectNotExported(folder, /has no runs yet/);
  await expectNotExported(path.join(filled.around, "nowhere"), /There is no project/);
});

test("a queue that is too long for an archive is not exported", async () => {
  const folder = filled.copy();
  writeFileSync(path.join(folder, "queue.json"), "");
  truncateSync(path.join(folder, "queue.json"), QUEUE_LIMIT + 1);
  await expectNotExported(folder, /could not be imported: its queue\.json is too large/);
});

test("a queue that changes meanwhile does not break the archive", async () => {
  const folder = filled.copy();
  const queue = path.join(folder, "queue.json");
  writeFileSync(queue, "[]");
  const [file, target] = ["changing.guidepost", "changed"].map((name) => path.join(filled.around, name));
  const exporting = exportProject(folder, file, { rollouts: true, replace: false });
  writeFileSync(queue, '{"models":[],"entries":[]}');
  await exporting;
  await importProject(file, target);
  expect(readFileSync(path.join(target, "queue.json"), "utf8")).toBe("[]");
});

test("an export that changes meanwhile is named, and no archive is left", async () => {
  const folder = filled.copy();
  const curves = path.join(folder, "exports", "curves.csv");
  writeFileSync(curves, "a,b\n");
  const file = path.join(filled.around, "torn.guidepost");
  const exporting = exportProject(folder, file, { rollouts: true, replace: false });
  writeFileSync(curves, "a,b\n1,2\n");
  await expect(exporting).rejects.toThrow(/exports\/curves\.csv was changed while the project was exported/);
  expect(existsSync(file)).toBe(false);
});

async function expectNotExported(folder: string, reason: RegExp): Promise<void> {
  const before = readdirSync(filled.around).sort();
  const file = path.join(filled.around, "refused.guidepost");
  const error = await exportProject(folder, file, { rollouts: true, replace: false }).catch((refusal) => refusal);
  expect(error).toBeInstanceOf(GuidepostError);
  expect(error.message).toMatch(reason);
  expect(readdirSync(filled.around).sort()).toEqual(before);
}

async function expectRefused(file: string, reason: RegExp, name: string): Promise<void> {
  const before = readdirSync(filled.around).sort();
  const target = path.join(filled.around, "target");
  const error = await importProject(file, target).then(
    () => new Error("it was taken"),
    (refusal: Error) => refusal,
  );
  expect(error.message, name).toMatch(reason);
  expect(error.message, name).toMatch(/Tip: /);
  expect(readdirSync(filled.around).sort(), name).toEqual(before);
}

test("hostile archives are refused, each with its reason, and nothing is left of them", async () => {
  const hostile = await hostileArchives(path.join(filled.around, "hostile"));
  expect(hostile.length).toBeGreaterThanOrEqual(60);
  expect(new Set(hostile.map(({ name }) => name)).size).toBe(hostile.length);
  const file = path.join(filled.around, "hostile.guidepost");
  for (const { name, reason, bytes } of hostile) {
    writeFileSync(file, bytes());
    await expectRefused(file, reason, name);
  }
});

test.skipIf(process.platform === "win32")("a pipe, a device or a folder is not waited for", async () => {
  const pipe = path.join(filled.around, "pipe.guidepost");
  spawnSync("mkfifo", [pipe]);
  for (const file of [pipe, "/dev/zero", filled.around]) await expectRefused(file, /it is no regular file\. Tip/, file);
});

test("honest names pass", () => {
  for (const name of ["models/a.xml", "exports/run 0001 (best).npz", "models/Arm-größe/β.xml", "exports/console.csv"])
    expect(nameProblem(name)).toBeNull();
});

test("a folder with something in it is left alone", async () => {
  const target = filled.copy();
  await expect(importProject(archive, target)).rejects.toThrow(/is not empty/);
  await expect(importProject(path.join(filled.around, "nothing.guidepost"), target)).rejects.toThrow(
    /There is no file/,
  );
  expect(contentOf(target)).toBeDefined();
});
