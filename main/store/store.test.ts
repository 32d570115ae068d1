import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, statSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Rollout } from "../../workers/rollout.ts";
import type { ConditionController, GaussianPolicy, IterationResult } from "../../workers/trainer-api.ts";
import { noLabels } from "../engine/api.ts";
import { temporaryFolder } from "../engine/testing/fake-engine.ts";
import { migrationsFolder } from "../paths.ts";
import { APPLICATION_ID, loadMigrations, migrate, newestVersion } from "./migrations.ts";
import { openStoreForReading, openStoreForWriting } from "./open.ts";
import type { NewRun, Store } from "./store.ts";

const migrations = loadMigrations(migrationsFolder);
const newest = newestVersion(migrations);
let temporary: ReturnType<typeof temporaryFolder>;
let file: string;

beforeEach(() => {
  temporary = temporaryFolder();
  file = path.join(temporary.folder, "runs.sqlite");
});
afterEach(() => temporary.remove());

const hashOf = (name: string): string => createHash("sha256").update(readFileSync(name)).digest("hex");

function withStore<T>(use: (store: Store) => T): T {
  const store = openStoreForWriting({ file, migrations });
  try {
    return use(store);
  } finally {
    store.close();
  }
}

const newRun: NewRun = {
  task: "peg2d",
  method: "trajectory",
  seed: 1,
  iterations: 3,
  configHash: "abc",
  groupHash: "a",
  parent: null,
  better: "lower",
  inputs: {
    config: "{}",
    task: "{}",
    model: "<mujoco/>",
    app_version: "0",
    mujoco_version: "3",
    node_version: "24",
    kernels: "simd",
  },
};

function rollout(value: number): Rollout {
  const series = (width: number) => new Float64Array(2 * width).fill(value);
  return {
    condition: "above the slot",
    actor: "controller",
    status: "ok",
    validSteps: 2,
    states: series(6),
    actions: series(2),
    positions: series(3),
    velocities: series(3),
    costs: series(2),
    cost: value,
    metric: -0,
    success: true,
  };
}

function controllerFor(condition: string, gain: number): ConditionController {
  return {
    condition,
    controller: { gains: Float64Array.of(gain), offsets: Float64Array.of(-0), covariances: Float64Array.of(2) },
  };
}

const policy: GaussianPolicy = {
  observation: [1],
  whitening: { mean: Float64Array.of(0.1), scale: Float64Array.of(1 / 3) },
  network: { shape: { sizes: [1, 1], activation: "softplus" }, parameters: Float64Array.of(1 / 7, -0) },
  scaling: { offset: Float64Array.of(0), scale: Float64Array.of(2) },
  covariance: Float64Array.of(4),
  deviations: null,
};

/** An iteration that trains a policy on two conditions. */
function policyResult(iteration: number): IterationResult {
  const numbers = { loss: 3, kl: 0.1, cost: Number.NaN, metric: Number.NaN, success: Number.NaN };
  return {
    ...result(iteration, { policy: numbers, modelError: 0.1 }),
    rollouts: [rollout(1), { ...rollout(2), condition: "slot at +33 mm", actor: "policy" }],
    controllers: [controllerFor("slot at +33 mm", 0.1), controllerFor("above the slot", 0.2)],
    policy,
    divergences: [null, Float64Array.of(0.25, 4)],
    modelErrors: [Float64Array.of(0.1, Number.NaN), null],
  };
}

function result(iteration: number, change: Partial<IterationResult["numbers"]> = {}): IterationResult {
  return {
    numbers: {
      iteration,
      rollouts: 2 * iteration,
      cost: 0.1 + iteration,
      costStd: 0.2,
      metric: 1 / 3,
      metricStd: -0,
      success: 0.5,
      kl: 1e-7,
      eta: 12,
      stepSize: 1,
      diverged: 0,
      accepted: true,
      seconds: 0.5,
      phases: { sample: 0.25, fit: 0.125, optimise: 0.125 },
      conditions: [{ name: "above the slot", cost: 1.1, metric: Number.NaN, success: 0.5, kl: 1e-7 }],
      policy: null,
      modelError: Number.NaN,
      ...change,
    },
    rollouts: [rollout(iteration), rollout(0.1)],
    controllers: [controllerFor("above the slot", 0.1)],
    policy: null,
    divergences: [],
    modelErrors: [null, null],
    checkpoint: { iteration, random: Uint32Array.of(iteration), weights: Float64Array.of(1 / 3) },
  };
}

/** A store with one finished iteration, in one file without a log. */
function filledStore(): void {
  withStore((store) => {
    store.insertRun(newRun);
    store.commitIteration(1, result(1));
  });
}

test("what goes in comes out: doubles exactly, drawings in single precision", () => {
  withStore((store) => {
    const { id } = store.insertRun(newRun);
    const { summary } = store.commitIteration(id, result(1));
    expect(summary).toMatchObject({ iterationsDone: 1, rollouts: 2, metric: 1 / 3, cost: 1.1, seconds: 0.5 });
    expect(store.findRun(id)).toEqual(summary);
    const conditions = [{ ...result(1).numbers.conditions[0], metric: null }];
    expect(store.iterations(id)[0]).toEqual({ ...result(1).numbers, metricStd: 0, modelError: null, conditions });
    expect(store.rollouts(id, 1)[1]?.costs).toEqual(new Float32Array(4).fill(0.1));
    expect(store.controllers(id, 1)).toEqual(result(1).controllers);
    expect(store.policy(id, 1)).toBeNull();
    expect(store.checkpoint(id)).toEqual({ iteration: 1, state: result(1).checkpoint });
    expect(store.inputs(id)).toEqual({ run: id, ...newRun.inputs });
  });
});

test("a policy's numbers come out as they went in; those that do not exist are null", () => {
  withStore((store) => {
    store.insertRun(newRun);
    const numbers = { loss: 1 / 3, kl: Number.NaN, cost: 0.1, metric: Number.POSITIVE_INFINITY, success: 0.2 };
    store.commitIteration(1, { ...result(1, { policy: numbers }), policy });
    store.commitIteration(1, result(2));
    const expected = { loss: 1 / 3, kl: null, cost: 0.1, metric: null, success: 0.2 };
    expect(store.iterations(1).map((it) => it.policy)).toEqual([expected, null]);
  });
});

test("an iteration's controllers keep their order, and its policy every bit", () => {
  withStore((store) => {
    const { id } = store.insertRun(newRun);
    for (const iteration of [1, 2]) store.commitIteration(id, policyResult(iteration));
    store.commitIteration(id, policyResult(2));
    expect(store.controllers(id, 2)).toEqual(policyResult(2).controllers);
    expect([...store.divergences(id, 2)]).toEqual([Number.NaN, Number.NaN, 0.25, 4]);
    expect(store.modelErrors(id, 2)).toEqual([Float32Array.of(0.1, Number.NaN), null]);
    expect(store.iterations(id)[1]?.modelError).toBe(0.1);
    for (const iteration of [1, 2]) expect(store.policy(id, iteration)).toStrictEqual(policy);
    expect(store.rollouts(id, 2)).toMatchObject([
      { condition: "above the slot", actor: "controller" },
      { condition: "slot at +33 mm", actor: "policy" },
    ]);
    const nothing = { cost: null, metric: null, success: null };
    expect(store.iterations(id)[1]?.policy).toEqual({ loss: 3, kl: 0.1, ...nothing });
    store.verifyRun(id);
    const wild = { ...policyResult(3), policy: { ...policy, covariance: Float64Array.of(Number.NaN) } };
    expect(() => store.commitIteration(id, wild)).toThrow(/policy of iteration 3 hold NaN/);
    const off = { ...policyResult(3), modelErrors: [Float64Array.of(Number.NaN, 1e300), null] };
    expect(() => store.commitIteration(id, off)).toThrow(/model's errors of iteration 3 hold 1e\+300/);
  });
  const db = new Database(file);
  db.exec("DELETE FROM policies WHERE iteration = 1");
  withStore((store) => expect(() => store.verifyRun(1)).toThrow(/policy of iteration 1 is missing/));
  db.exec("DELETE FROM model_errors WHERE iteration = 1; DELETE FROM iterations WHERE iteration = 2");
  db.close();
  withStore((store) => {
    expect(() => store.modelErrors(1, 1)).toThrow(/what the model of iteration 1 foretold is missing/);
    // Of an iteration that is not there nothing is missing.
    expect(store.modelErrors(1, 2)).toEqual([]);
  });
});

test("committing an iteration twice changes nothing, and the two newest checkpoints are kept", () => {
  withStore((store) => {
    store.insertRun(newRun);
    store.commitIteration(1, result(1));
    store.commitIteration(1, result(2));
    const before = [store.iterations(1), store.rollouts(1, 2)];
    expect(store.commitIteration(1, result(2)).summary.seconds).toBe(1);
    expect([store.iterations(1), store.rollouts(1, 2)]).toEqual(before);
    expect(store.checkpoint(1)?.iteration).toBe(2);
  });
});

test("a run's summary is of its last accepted iteration", () => {
  withStore((store) => {
    const { id } = store.insertRun(newRun);
    const reached = () => store.findRun(id);
    store.commitIteration(id, result(1, { accepted: false }));
    expect(reached()).toMatchObject({ iterationsDone: 1, rollouts: 2, metric: null, success: null, cost: null });
    store.commitIteration(id, result(2, { metric: 0.02, success: 1, cost: 3 }));
    store.commitIteration(id, result(3, { metric: 0.9, success: 0, cost: 99, accepted: false }));
    expect(reached()).toMatchObject({
      iterationsDone: 3,
      rollouts: 6,
      metric: 0.02,
      success: 1,
      cost: 3,
      seconds: 1.5,
    });
  });
});

test("the best metric is that of any accepted iteration, whichever way is better", () => {
  withStore((store) => {
    for (const [better, best] of [
      ["lower", 0.1],
      ["higher", 0.4],
    ] as const) {
      const { id } = store.insertRun({ ...newRun, better });
      const metrics = [Number.NaN, 0.4, 0.1, 0.3];
      for (const [i, metric] of metrics.entries()) store.commitIteration(id, result(i + 1, { metric }));
      store.commitIteration(id, result(5, { metric: 0, accepted: false }));
      store.commitIteration(id, result(6, { metric: 1, accepted: false }));
      expect(store.findRun(id)).toMatchObject({ metric: 0.3, bestMetric: best });
    }
  });
});

test("what a person adds to a run survives its training and another opening", () => {
  const change = { name: "with more noise", tags: ["paper", "fig. 2"], star: true, note: "look at 7", archived: true };
  withStore((store) => {
    store.insertRun(newRun);
    expect(store.findRun(1)?.labels).toEqual(noLabels);
    store.changeLabels([{ run: 1, change }]);
    expect(store.commitIteration(1, result(1)).summary.labels).toEqual({ ...noLabels, ...change });
    store.changeLabels([{ run: 1, change: { tags: [] } }]);
  });
  withStore((store) => {
    const expected = { ...noLabels, ...change, tags: [] };
    expect(store.findRun(1)?.labels).toEqual(expected);
    expect(store.listRuns()[0]?.summary?.labels).toEqual(expected);
  });
});

test("labels change in all runs or in none", () => {
  withStore((store) => {
    store.insertRun(newRun);
    const changes = [1, 9].map((run) => ({ run, change: { star: true } }));
    expect(() => store.changeLabels(changes)).toThrow(/Run 0009/);
    expect(store.labels(1)).toEqual(noLabels);
  });
});

test("emptying the bin deletes every row of the runs in it, and their numbers are not given again", () => {
  filledStore();
  withStore((store) => {
    store.commitIteration(store.insertRun(newRun).id, result(1));
    store.changeLabels([{ run: 2, change: { deletedAt: "2026-01-01T00:00:00.000Z" } }]);
    expect(store.newestRun()).toBe(1);
    expect(store.emptyBin()).toEqual([2]);
    expect(store.emptyBin()).toEqual([]);
    store.verifyRun(1);
    expect(store.insertRun(newRun).id).toBe(3);
  });
  const db = new Database(file);
  for (const table of [
    "run_labels",
    "run_inputs",
    "iterations",
    "rollouts",
    "controllers",
    "model_errors",
    "checkpoints",
  ])
    expect(db.prepare(`SELECT count(*) FROM ${table} WHERE run = 2`).pluck().get(), table).toBe(0);
  db.close();
});

test("means of nothing are null; other numbers that are none are refused whole", () => {
  withStore((store) => {
    store.insertRun(newRun);
    const nothing = { cost: Number.NaN, metric: Number.NaN, costStd: Number.NaN, metricStd: Number.NaN };
    store.commitIteration(1, result(1, { ...nothing, diverged: 2 }));
    expect(store.iterations(1)[0]).toMatchObject({ cost: null, costStd: null, metric: null, metricStd: null });
    expect(store.findRun(1)).toMatchObject({ cost: null, metric: null });
    expect(() => store.commitIteration(1, result(2, { eta: Number.POSITIVE_INFINITY }))).toThrow(/no valid eta/);
    const wild = result(2);
    wild.rollouts[1].costs[3] = 1e300;
    expect(() => store.commitIteration(1, wild)).toThrow(/costs of rollout 1 of iteration 2 hold 1e\+300 at index 3/);
    expect(store.iterations(1)).toHaveLength(1);
    expect(store.checkpoint(1)?.iteration).toBe(1);
  });
});

test("a flipped bit in any table is found, names the run and leaves the others alone", () => {
  const blobs = {
    run_labels: "note",
    run_inputs: "model",
    iterations: "cost",
    rollouts: "positions",
    controllers: "gains",
    policies: "state",
    model_errors: "errors",
    checkpoints: "state",
  };
  withStore((store) => {
    for (const run of [1, 2]) {
      store.commitIteration(store.insertRun(newRun).id, policyResult(1));
      store.changeLabels([{ run, change: { note: "good" } }]);
    }
  });
  for (const [table, column] of Object.entries(blobs)) {
    const first = { rollouts: "sample = 0", controllers: "condition = 'above the slot'" }[table] ?? "TRUE";
    const row = `run = 1 AND ${first}`;
    const db = new Database(file);
    const value = db.prepare(`SELECT ${column} FROM ${table} WHERE ${row}`).pluck().get() as number | string | Buffer;
    const write = db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${row}`);
    write.run(damaged(value));
    withStore((store) => {
      expect(() => store.verifyRun(1), table).toThrow(/Run 0001 is damaged: .* does not match its checksum.*Tip/);
      store.verifyRun(2);
    });
    write.run(value);
    db.close();
  }
  withStore((store) => store.verifyRun(1));
});

test("a run whose own row is damaged is listed as such beside the others", () => {
  filledStore();
  withStore((store) => store.insertRun(newRun));
  const db = new Database(file);
  db.exec("UPDATE runs SET metric = 0.001 WHERE id = 1");
  db.close();
  withStore((store) => {
    expect(store.listRuns()).toMatchObject([
      { id: 2, summary: { task: "peg2d" } },
      { id: 1, summary: null },
    ]);
    expect(() => store.findRun(1)).toThrow(/Run 0001 is damaged/);
  });
});

test("a run that was left running is interrupted; one whose last iteration is in the store is completed", () => {
  withStore((store) => {
    for (const done of [2, newRun.iterations]) {
      const { id } = store.insertRun(newRun);
      for (let iteration = 1; iteration <= done; iteration++) store.commitIteration(id, result(iteration));
    }
    store.markInterruptedRuns();
    expect(store.listRuns().map(({ summary }) => summary?.status)).toEqual(["completed", "interrupted"]);
  });
});

test("a missing iteration is noticed", () => {
  filledStore();
  const db = new Database(file);
  db.exec("DELETE FROM iterations");
  db.close();
  withStore((store) => expect(() => store.iterations(1)).toThrow(/an iteration is missing/));
});

test.each<[string, (name: string) => void, RegExp]>([
  ["foreign text", (name) => writeFileSync(name, "these are notes, ".repeat(100)), /damaged|not a database/],
  ["another program's database", foreignDatabase, /not a Guidepost store/],
  ["a newer store", newerStore, new RegExp(`version 99, written by a newer Guidepost.*versions up to ${newest}`)],
  ["a store of before the first release", earlyStore, /written by an early Guidepost .*lacks rollouts\.actor/],
  ["a truncated store", (name) => truncateSync(name, statSync(name).size - 4096), /damaged/],
])("%s is refused in one line and stays as it is", (_, spoil, message) => {
  filledStore();
  spoil(file);
  const before = hashOf(file);
  for (const open of [openStoreForWriting, openStoreForReading]) {
    const error = caught(() => open({ file, migrations }));
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/Tip: /);
    expect(error.message).not.toContain("\n");
  }
  expect(hashOf(file)).toBe(before);
});

test("overwritten pages: nothing is written, reading is allowed and says what is good", () => {
  filledStore();
  scribble(file);
  const before = hashOf(file);
  expect(() => openStoreForWriting({ file, migrations })).toThrow(
    /is damaged .*It was left as it is.*guidepost repair/,
  );
  const { store, damage } = openStoreForReading({ file, migrations });
  expect(damage).toMatch(/./);
  expect(() => store.listRuns()).toThrow(/is damaged/);
  expect(() => store.inputs(1)).toThrow(/Run 0001 is damaged: what it was started with cannot be read/);
  store.close();
  expect(hashOf(file)).toBe(before);
});

test("a migration keeps a copy and happens whole or not at all", () => {
  filledStore();
  const good = [...migrations, { version: newest + 1, sql: "ALTER TABLE runs ADD COLUMN note TEXT" }];
  const broken = [
    ...migrations,
    { version: newest + 1, sql: "ALTER TABLE runs ADD COLUMN note TEXT; INSERT INTO nowhere VALUES (1)" },
  ];
  expect(() => openStoreForWriting({ file, migrations: broken })).toThrow(/nowhere/);
  withStore((store) => store.verifyRun(1));
  // Whoever only reads takes the older one as it is.
  const { store: older } = openStoreForReading({ file, migrations: good });
  older.verifyRun(1);
  older.close();
  const migrated = openStoreForWriting({ file, migrations: good });
  migrated.verifyRun(1);
  migrated.close();
  expect(() => withStore(() => {})).toThrow(new RegExp(`version ${newest + 1}, written by a newer`));
  const { store: copy } = openStoreForReading({ file: `${file}.v${newest}`, migrations });
  copy.verifyRun(1);
  copy.close();
});

function caught(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

function damaged(value: number | string | Buffer): number | string | Buffer {
  if (typeof value === "number") return value + 2 ** -40;
  if (typeof value === "string") return `${value} `;
  const copy = Buffer.from(value);
  copy[copy.length >> 1] ^= 4;
  return copy;
}

function foreignDatabase(name: string): void {
  truncateSync(name, 0);
  const db = new Database(name);
  db.exec("CREATE TABLE notes (text TEXT)");
  db.close();
}

function earlyStore(name: string): void {
  const db = new Database(name);
  db.exec("ALTER TABLE rollouts RENAME COLUMN actor TO somebody");
  db.close();
}

function newerStore(name: string): void {
  truncateSync(name, 0);
  const db = new Database(name);
  migrate(db, [...migrations, { version: 99, sql: "CREATE TABLE future (x)" }]);
  expect(db.pragma("application_id", { simple: true })).toBe(APPLICATION_ID);
  db.close();
}

/** Noise over all pages but those that say which tables there are. */
function scribble(name: string): void {
  const db = new Database(name, { readonly: true });
  const schema = db.prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'").pluck().all();
  db.close();
  const handle = openSync(name, "r+");
  const page = Buffer.alloc(512);
  for (let at = 4096; at < statSync(name).size; at += 4096) {
    if (schema.includes(1 + at / 4096)) continue;
    readSync(handle, page, 0, page.length, at);
    writeSync(
      handle,
      page.map((byte, i) => byte ^ (37 * i + 11)),
      0,
      page.length,
      at,
    );
  }
  closeSync(handle);
}
