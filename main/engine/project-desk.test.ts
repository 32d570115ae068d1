import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openProject } from "../projects/project.ts";
import { StoreError } from "../store/errors.ts";
import { type FilledProject, fillProject } from "../store/testing/filled-project.ts";
import type { RunSummary } from "./api.ts";
import type { Engine } from "./engine.ts";
import { fakeEngine, smallConfig } from "./testing/fake-engine.ts";

let filled: FilledProject;
let folder: string;
let engine: Engine;

beforeEach(() => {
  filled = fillProject(1);
  folder = filled.copy();
  engine = fakeEngine(openProject(folder, "write"));
});
afterEach(async () => {
  await engine.close();
  filled.remove();
});

test("a merged run is told, a changed name is kept, and a sound project stays as it is when repaired", async () => {
  const other = filled.copy();
  const empty = path.join(filled.around, "empty");
  await engine.desk.createProject(empty, "Empty");
  await expect(engine.desk.createProject("other", "x")).rejects.toThrow(/"other" is no absolute path/);
  await engine.close();
  engine = fakeEngine(openProject(empty, "write"));
  const told: RunSummary[] = [];
  engine.events.on("runChanged", (run) => told.push(run));
  expect(await engine.desk.mergeProject(other)).toEqual([{ from: 1, to: 1, reason: null }]);
  expect(told).toMatchObject([{ id: 1, status: "completed", iterationsDone: 4 }]);
  await engine.desk.changeProject({
    name: "Full",
    presets: [{ name: "quick", config: { task: "peg2d", iterations: 3 } }],
  });
  expect((await engine.info()).project.name).toBe("Full");
  expect(await engine.desk.repair()).toMatchObject({ movedTo: null });
  expect(await engine.desk.project()).toMatchObject({ name: "Full", notes: "", presets: [{ name: "quick" }] });
  expect(await engine.runs()).toEqual(told);
});

test("a full disk pauses a training, which says so once and comes to its end", async () => {
  const project = openProject(path.join(filled.around, "full"), "write");
  const paused = fakeEngine(project);
  const commit = project.store.commitIteration.bind(project.store);
  let refusals = 0;
  project.store.commitIteration = (run, result) => {
    if (result.numbers.iteration === 2 && refusals++ === 0)
      throw new StoreError("full", project.store.file, "No space is left.", "free some space.");
    return commit(run, result);
  };
  const reasons: (string | null)[] = [];
  paused.events.on("runChanged", ({ reason }) => {
    if (reason !== reasons.at(-1)) reasons.push(reason);
  });
  const { summary, finished } = await paused.start(smallConfig());
  expect(await finished).toMatchObject({ status: "completed", iterationsDone: 4, reason: null });
  expect(reasons).toEqual([null, expect.stringMatching(/^Paused: no space is left for .*by itself\.$/), null]);
  expect(refusals).toBe(2);
  project.store.verifyRun(summary.id);
  await paused.close();
});

test("while a run is training nothing else is done to the project", async () => {
  const { summary } = await engine.start(smallConfig({ iterations: 1000 }), { model: JSON.stringify({ pause: 200 }) });
  for (const call of [() => engine.desk.repair(), () => engine.desk.compact(), () => engine.desk.applyRetention()])
    await expect(call()).rejects.toThrow(/is training; this engine trains one run at a time/);
  expect(await engine.desk.verify()).toMatchObject({ refusal: null, findings: [] });
  await engine.cancel(summary.id);
});

test("a reader changes nothing", async () => {
  const beside = fakeEngine(openProject(folder, "share"));
  expect((await beside.info()).project.writer?.pid).toBe(process.pid);
  for (const call of [() => beside.desk.compact(), () => beside.desk.changeProject({ name: "x" })])
    await expect(call()).rejects.toThrow(/open read-only here because process/);
  expect((await beside.desk.projectSize()).runs).toHaveLength(1);
  await beside.close();
});
