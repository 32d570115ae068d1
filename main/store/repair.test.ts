import { createHash } from "node:crypto";
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { serialize } from "node:v8";
import Database from "better-sqlite3";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repairProject, verifyProject } from "../projects/health.ts";
import { openProject, type Project, storeFile } from "../projects/project.ts";
import { type FilledProject, fillProject, resultOf } from "./testing/filled-project.ts";
import { isSound } from "./verify.ts";

let filled: FilledProject;

beforeAll(() => {
  filled = fillProject(3);
});
afterAll(() => filled.remove());

const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

function edit(folder: string, sql: string): void {
  const db = new Database(storeFile(folder));
  db.exec(sql);
  db.close();
}

function withProject<T>(folder: string, use: (project: Project) => T): T {
  const project = openProject(folder, "read");
  try {
    return use(project);
  } finally {
    project.close();
  }
}

/** Fingerprint of everything of a run. */
const contentOf = ({ store }: Project, run: number): string =>
  fingerprint([
    store.findRun(run),
    store.inputs(run),
    store
      .iterations(run)
      .map((it) => [
        it,
        store.rollouts(run, it.iteration),
        store.controllers(run, it.iteration),
        store.policy(run, it.iteration),
      ]),
    store.checkpoint(run),
  ]);

const fingerprint = (value: unknown): string => createHash("sha256").update(serialize(value)).digest("hex");

test("a sound project has nothing to say and is not repaired", async () => {
  const folder = filled.copy();
  const before = hashOf(storeFile(folder));
  const report = await verifyProject(folder);
  expect(report).toMatchObject({ version: 2, runs: 3, refusal: null, findings: [], more: 0 });
  // Of each run: itself, its inputs, 4 iterations of 2 rollouts, 2 controllers and a policy, the model's errors of 3 of them,
  // 2 checkpoints.
  expect(report.rows).toBe(3 * (1 + 1 + 4 + 4 * 2 + 4 * 2 + 4 + 3 + 2));
  expect(await repairProject(folder)).toEqual({ movedTo: null, runs: [], rows: 0, lostRows: 0 });
  expect(hashOf(storeFile(folder))).toBe(before);
});

test.each([
  [
    "a rollout",
    "UPDATE rollouts SET metric = metric + 1e-9 WHERE run = 2 AND iteration = 3 AND sample = 1",
    3,
    "rollouts",
  ],
  ["a missing rollout", "DELETE FROM rollouts WHERE run = 2 AND iteration = 3 AND sample = 1", 3, "rollouts"],
  [
    "a controller",
    "UPDATE controllers SET gains = zeroblob(8) WHERE run = 2 AND iteration = 4 AND condition = 'above the slot'",
    4,
    "controllers",
  ],
  ["a policy", "UPDATE policies SET state = x'00' WHERE run = 2 AND iteration = 1", 1, "policies"],
  ["the model's errors", "UPDATE model_errors SET rollouts = 1 WHERE run = 2 AND iteration = 3", 3, "model_errors"],
  ["missing model's errors", "DELETE FROM model_errors WHERE run = 2 AND iteration = 3", 3, "model_errors"],
  ["an iteration", "UPDATE iterations SET cost = 0 WHERE run = 2 AND iteration = 2", 2, "iterations"],
  ["its settings", "UPDATE run_inputs SET model = '' WHERE run = 2", null, "run_inputs"],
  ["its list entry", "UPDATE runs SET metric = 0 WHERE id = 2", null, "runs"],
  ["a checkpoint", "UPDATE checkpoints SET state = x'00' WHERE run = 2 AND iteration = 4", 4, "checkpoints"],
  ["a missing checkpoint", "DELETE FROM checkpoints WHERE run = 2 AND iteration = 4", 4, "checkpoints"],
])(
  "%s: named once, repaired with all else kept, and the damaged store is kept byte for byte",
  async (_, sql, iteration, part) => {
    const folder = filled.copy();
    const others = withProject(folder, (project) => [1, 3].map((run) => contentOf(project, run)));
    edit(folder, sql);
    const before = hashOf(storeFile(folder));
    expect((await verifyProject(folder)).findings).toMatchObject([{ run: 2, iteration, part }]);
    const { movedTo, runs } = await repairProject(folder);
    expect(runs.map(({ run }) => run)).toEqual([2]);
    expect(hashOf(movedTo ?? "")).toBe(before);
    expect(path.basename(movedTo ?? "")).toMatch(/^runs\.sqlite\.damaged-\d{4}-\d\d-\d\dT/);
    expect(isSound(await verifyProject(folder))).toBe(true);
    withProject(folder, (project) => {
      expect([1, 3].map((run) => contentOf(project, run))).toEqual(others);
      expect(project.store.findRun(2)?.reason).toMatch(/^Repaired: /);
      project.store.verifyRun(2);
    });
    const left = readdirSync(folder).filter((name) => /repair/.test(name));
    expect(left).toEqual([]);
  },
);

test("a run whose newest checkpoint is damaged goes back to the one before and on to the same numbers", async () => {
  const folder = filled.copy();
  const whole = withProject(folder, (project) => remains(project, 2));
  edit(folder, "UPDATE checkpoints SET state = zeroblob(100) WHERE run = 2 AND iteration = 4");
  const { runs } = await repairProject(folder);
  expect(runs[0]?.actions.join()).toMatch(/goes back to iteration 3 of 4/);
  const project = openProject(folder, "write");
  expect(project.store.findRun(2)).toMatchObject({ status: "interrupted", iterationsDone: 3, rollouts: 6 });
  // What the method would do from there.
  project.store.commitIteration(2, resultOf(2, 4));
  expect(remains(project, 2)).toEqual(whole);
  project.store.verifyRun(2);
  project.close();
});

test("a run without any good checkpoint keeps its iterations and says that it cannot go on", async () => {
  const folder = filled.copy();
  edit(folder, "UPDATE checkpoints SET state = x'00' WHERE run = 2");
  await repairProject(folder);
  const project = openProject(folder, "write");
  expect(project.store.findRun(2)).toMatchObject({ status: "failed", iterationsDone: 4 });
  expect(project.store.iterations(2)).toHaveLength(4);
  expect(() => project.store.checkpoint(2)).toThrow(/Run 0002 is damaged: the checkpoint is missing/);
  project.close();
});

test("a broken page costs its own rows only", async () => {
  const folder = filled.copy();
  const file = storeFile(folder);
  const db = new Database(file, { readonly: true });
  // The blobs of a rollout fill whole pages of their own; a leaf of the table holds the rows.
  const leaf = db
    .prepare("SELECT pageno FROM dbstat WHERE name = 'rollouts' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 2")
    .pluck()
    .get();
  db.close();
  overwrite(file, (Number(leaf) - 1) * 4096, Buffer.alloc(4096, 0xa5));
  const before = hashOf(file);
  const report = await verifyProject(folder);
  expect(report.findings.some(({ part }) => part === "file")).toBe(true);
  // Read-only it opens, and says so; whoever would write is refused.
  expect(withProject(folder, ({ damage }) => damage)).toMatch(/./);
  expect(() => openProject(folder, "write")).toThrow(/is damaged .*guidepost repair/);
  const shared = openProject(folder, "share");
  expect(shared.readOnly).not.toBeNull();
  expect(shared.store.listRuns()).toHaveLength(3);
  shared.close();
  expect(hashOf(file)).toBe(before);

  const { movedTo, rows } = await repairProject(folder);
  expect(rows).toBeGreaterThan(55);
  expect(hashOf(movedTo ?? "")).toBe(before);
  expect(isSound(await verifyProject(folder))).toBe(true);
  withProject(folder, ({ store }) =>
    expect(store.listRuns().every(({ summary }) => summary?.iterationsDone === 4)).toBe(true),
  );
});

test("pages that a wrong number has cut off are counted, not named one by one", async () => {
  const folder = filled.copy();
  const file = storeFile(folder);
  const db = new Database(file, { readonly: true });
  // A blob's pages each begin with the number of the next one.
  const first = db
    .prepare("SELECT pageno FROM dbstat WHERE name = 'checkpoints' AND path LIKE '%+000000' ORDER BY path LIMIT 1")
    .pluck()
    .get();
  db.close();
  overwrite(file, (Number(first) - 1) * 4096, Buffer.of(0x7f, 0, 0, 0));
  const { findings } = await verifyProject(folder);
  const ofFile = findings.filter(({ part }) => part === "file").map(({ problem }) => problem);
  expect(ofFile).toEqual([
    expect.stringMatching(/invalid page number/),
    expect.stringMatching(/^\d+ pages at least that nothing leads to$/),
  ]);
});

test.each([
  ["between two pages", 40 * 4096],
  ["within a page", 40 * 4096 + 1000],
])("a store that is cut off %s gives what is left", async (_, bytes) => {
  const folder = filled.copy();
  const file = storeFile(folder);
  truncateSync(file, statSync(file).size - bytes);
  const before = hashOf(file);
  expect((await verifyProject(folder)).refusal).toMatch(/damaged/);
  const { movedTo, rows } = await repairProject(folder);
  expect(rows).toBeGreaterThan(30);
  expect(hashOf(movedTo ?? "")).toBe(before);
  expect(isSound(await verifyProject(folder))).toBe(true);
});

test("a store of which only the beginning is left is repaired, or said to be beyond that", async () => {
  const ways = new Set<string>();
  for (let page = 0; page < 24; page += 0.75) {
    const folder = filled.copy();
    const file = storeFile(folder);
    truncateSync(file, 4096 * page + 100);
    const before = hashOf(file);
    const told = await repairProject(folder).then(
      ({ movedTo }) => `repaired ${hashOf(movedTo ?? "") === before}`,
      (error) => String(error).match(/could not be repaired|not a Guidepost store/)?.[0] ?? String(error),
    );
    if (!told.startsWith("repaired")) expect(hashOf(file)).toBe(before);
    ways.add(told);
  }
  expect([...ways].sort()).toEqual(["could not be repaired", "repaired true"]);
}, 120_000);

test("foreign and newer files are not for repair", async () => {
  const folder = filled.copy();
  edit(folder, "PRAGMA user_version = 99");
  const newer = hashOf(storeFile(folder));
  await expect(repairProject(folder)).rejects.toThrow(/version 99, written by a newer/);
  expect(hashOf(storeFile(folder))).toBe(newer);
  edit(folder, "PRAGMA user_version = 1; PRAGMA application_id = 7");
  await expect(repairProject(folder)).rejects.toThrow(/not a Guidepost store/);
  expect((await verifyProject(folder)).refusal).toMatch(/not a Guidepost store/);
  writeFileSync(storeFile(folder), "notes ".repeat(1000));
  await expect(repairProject(folder)).rejects.toThrow(/could not be repaired|damaged/);
});

test("random flipped bits: none is shown as good, and repair keeps the rest", async () => {
  const reference = filled.copy();
  const good = withProject(reference, (project) => [1, 2, 3].map((run) => contentOf(project, run)));
  const random = xoroshiro128plus(7);
  for (let trial = 0; trial < 12; trial++) {
    const folder = filled.copy();
    const file = storeFile(folder);
    const at = Math.abs(random.next()) % statSync(file).size;
    const byte = readFileSync(file)[at] ?? 0;
    overwrite(file, at, Buffer.of(byte ^ (1 << (trial % 8))));
    let shown: Project | null = null;
    try {
      shown = openProject(folder, "read");
    } catch (error) {
      expect(String(error)).toMatch(/Tip: /);
    }
    for (const run of [1, 2, 3]) if (shown !== null) expectGoodOrNamed(shown, run, good[run - 1] ?? "");
    shown?.close();
    const report = await verifyProject(folder);
    if (isSound(report)) continue;
    await repairProject(folder).catch((error) => expect(String(error)).toMatch(/newer|not a Guidepost|repaired/));
  }
}, 120_000);

/** Equal to what was written, or refused with the run's name. */
function expectGoodOrNamed(project: Project, run: number, good: string): void {
  try {
    expect(contentOf(project, run)).toBe(good);
  } catch (error) {
    expect(String(error)).toMatch(new RegExp(`Run 000${run} is damaged`));
  }
}

/** The same without the clock's part. */
function remains({ store }: Project, run: number): string {
  const iterations = store.iterations(run).map(({ seconds: _, phases: __, ...numbers }) => numbers);
  return fingerprint([iterations.map((it) => [it, store.rollouts(run, it.iteration)]), store.checkpoint(run)]);
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const handle = openSync(file, "r+");
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}
