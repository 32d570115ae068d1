import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { serialize } from "node:v8";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FilledProject, fillProject } from "../../store/testing/filled-project.ts";
import { isSound } from "../../store/verify.ts";
import { verifyProject } from "../health.ts";
import { openProject } from "../project.ts";
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

test("what was exported is imported equal, files and all, and opens for writing", async () => {
  const target = path.join(filled.around, "there", "imported");
  await importProject(archive, target);
  expect(contentOf(target)).toEqual(contentOf(source));
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
