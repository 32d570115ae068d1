import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { thinnable } from "../store/retention.ts";
import { type FilledProject, fillProject, resultOf, runOf } from "../store/testing/filled-project.ts";
import { makeFirstVersion } from "../store/testing/first-version.ts";
import { compact } from "../store/upkeep.ts";
import { isSound } from "../store/verify.ts";
import { duplicateProject } from "./duplicate.ts";
import { verifyProject } from "./health.ts";
import { mergeProject } from "./merge.ts";
import { createProject, openProject, type Project, storeFile } from "./project.ts";
import { readProjectFile, writeProjectFile } from "./project-file.ts";
import { projectSize, thinAsAsked } from "./retention.ts";

let filled: FilledProject;

beforeAll(() => {
  filled = fillProject(2);
});
afterAll(() => filled.remove());

function withProject<T>(folder: string, use: (project: Project) => T): T {
  const project = openProject(folder, "write");
  try {
    return use(project);
  } finally {
    project.close();
  }
}

test.each([
  ["all", 1, []],
  ["every", 2, [1, 3, 5, 7]],
  ["every", 3, [1, 2, 4, 5, 7]],
  ["best-and-last", 1, [1, 2, 3, 4, 5, 7]],
] as const)("%s %i lets go of %j; the best accepted iteration and the last stay", (rollouts, every, gone) => {
  const costs = [5, 4, 3, 4, 1, 2, 2, 8];
  // The fifth is the cheapest and was taken back.
  const iterations = costs.map((cost, i) => ({ iteration: i + 1, cost, accepted: i !== 4 }));
  expect(thinnable(iterations, { rollouts, every })).toEqual(gone);
});

test("thinned rollouts are gone, written down as gaps, and the space comes back", async () => {
  const folder = filled.copy();
  writeProjectFile(folder, { ...readProjectFile(folder), retention: { rollouts: "best-and-last", every: 1 } });
  withProject(folder, (project) => {
    const before = projectSize(project);
    // Each rollout has 3200 numbers of single precision.
    expect(before.rollouts).toBe(2 * 4 * 2 * 3200 * 4);
    // The first iteration is the best, the fourth the last.
    expect(before.runs).toEqual(
      [1, 2].map((run) => ({ run, rollouts: before.rollouts / 2, thinnable: before.rollouts / 4 })),
    );
    expect(thinAsAsked(project)).toEqual({ iterations: 4, rollouts: 8 });
    expect(thinAsAsked(project)).toEqual({ iterations: 0, rollouts: 0 });
    expect(project.store.rollouts(1, 2)).toEqual([]);
    expect(project.store.rollouts(1, 1)).toHaveLength(2);
    // What the model foretold is small, and stays.
    expect(project.store.modelErrors(1, 2)).toHaveLength(2);
    expect(project.store.gaps(1)).toEqual(
      [2, 3].map((iteration) => ({ iteration, part: "rollouts", cause: "retention" })),
    );
    expect(projectSize(project).free).toBeGreaterThan(90_000);
  });
  const size = statSync(storeFile(folder)).size;
  withProject(folder, ({ store }) => compact(store.file));
  expect(size - statSync(storeFile(folder)).size).toBeGreaterThan(90_000);
  expect(isSound(await verifyProject(folder))).toBe(true);
});

test("merging brings whole runs under new numbers, each once, and leaves damaged ones out", async () => {
  const [folder, other] = [filled.copy(), filled.copy()];
  withProject(other, ({ store }) => {
    for (const seed of [3, 4]) {
      const { id } = store.insertRun(runOf(seed));
      for (const iteration of [1, 2]) store.commitIteration(id, resultOf(seed, iteration));
    }
  });
  const db = new Database(storeFile(other));
  db.exec("UPDATE controllers SET gains = x'00' WHERE run = 4");
  db.close();
  const before = readFileSync(storeFile(other));
  withProject(folder, (project) => {
    expect(mergeProject(project, other)).toEqual([
      { from: 1, to: null, reason: "it is here already as run 0001" },
      { from: 2, to: null, reason: "it is here already as run 0002" },
      { from: 3, to: 3, reason: null },
      { from: 4, to: null, reason: expect.stringMatching(/Run 0004 is damaged: a row of controllers/) },
    ]);
    const { status, seed, iterationsDone } = project.store.findRun(3) ?? {};
    expect({ status, seed, iterationsDone }).toEqual({ status: "interrupted", seed: 3, iterationsDone: 2 });
    project.store.verifyRun(3);
    expect(project.store.controllers(3, 1)).toEqual(resultOf(3, 1).controllers);
    expect(project.store.modelErrors(3, 2)).toEqual(resultOf(3, 2).modelErrors.map((e) => e && Float32Array.from(e)));
    expect(() => mergeProject(project, folder)).toThrow(/this project itself/);
    // Numbers go on from there.
    expect(project.store.insertRun(runOf(9)).id).toBe(4);
  });
  expect(readFileSync(storeFile(other)).equals(before)).toBe(true);
  expect(isSound(await verifyProject(folder))).toBe(true);
});

test("a project of version 1 is merged, duplicated and measured, and is not changed by it", async () => {
  const [folder, old] = [filled.copy(), filled.copy()];
  makeFirstVersion(storeFile(old));
  const before = readFileSync(storeFile(old));
  withProject(folder, (project) => {
    const db = new Database(storeFile(folder));
    db.exec("PRAGMA foreign_keys = ON; DELETE FROM runs WHERE id = 2");
    db.close();
    expect(mergeProject(project, old)).toMatchObject([{ to: null }, { from: 2, to: 3, reason: null }]);
    project.store.verifyRun(3);
    expect(project.store.modelErrors(3, 2)).toEqual([]);
  });
  const reader = openProject(old, "read");
  expect(projectSize(reader).runs).toHaveLength(2);
  reader.close();
  const copy = path.join(filled.around, "second-of-old");
  await duplicateProject(old, copy, { rollouts: false });
  expect(isSound(await verifyProject(copy))).toBe(true);
  withProject(copy, ({ store }) => store.verifyRun(1));
  expect(readFileSync(storeFile(old)).equals(before)).toBe(true);
});

test("a duplicate is a project of its own with the same runs", async () => {
  const folder = filled.copy();
  writeProjectFile(folder, { ...readProjectFile(folder), notes: "first try" });
  writeFileSync(path.join(folder, "models", "arm.xml"), "<mujoco/>");
  writeFileSync(path.join(folder, "queue.json"), "[]");
  const copy = path.join(filled.around, "second");
  await duplicateProject(folder, copy, { rollouts: true });
  expect(readProjectFile(copy)).toMatchObject({ name: "second", notes: "first try" });
  for (const name of ["models/arm.xml", "queue.json", ".gitignore"])
    expect(existsSync(path.join(copy, name))).toBe(true);
  withProject(folder, (original) =>
    withProject(copy, (project) => {
      expect(project.store.iterations(2)).toEqual(original.store.iterations(2));
      project.store.verifyRun(2);
      expect(project.store.controllers(2, 4)).toEqual(original.store.controllers(2, 4));
    }),
  );
  await expect(duplicateProject(folder, copy, { rollouts: true })).rejects.toThrow(/is not empty/);
});

test("a project is created once, in a new or empty folder", () => {
  const folder = path.join(filled.around, "new", "arm");
  createProject(folder, "Peg, second attempt");
  expect(readProjectFile(folder)).toEqual({
    name: "Peg, second attempt",
    notes: "",
    presets: [],
    retention: { rollouts: "all", every: 10 },
  });
  expect(() => createProject(folder, "again")).toThrow(/There is a project/);
});
