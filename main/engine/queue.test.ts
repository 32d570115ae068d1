import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { RequestedConfig } from "./api.ts";
import { Queue } from "./queue.ts";

let folder: string;
let busy: boolean;
let started: number[];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-queue-"));
  busy = false;
  started = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (seed: number): RequestedConfig => ({ task: "peg2d", seed });
const seeds = (queue: Queue) => queue.state().entries.map(({ config }) => config.seed);
const settled = () => new Promise((resolve) => setTimeout(resolve));

function open(fails: (seed: number) => boolean = () => false): Queue {
  return new Queue({
    file: path.join(folder, "queue.json"),
    busy: () => busy,
    start: async ({ seed = 1 }) => {
      if (fails(seed)) throw new Error("the model does not load");
      started.push(seed);
      busy = true;
    },
    changed: () => {},
  });
}

/** The run that trains has ended. */
async function runEnds(queue: Queue): Promise<void> {
  busy = false;
  await queue.advance();
}

it("starts one run after the other, in order", async () => {
  const queue = open();
  queue.add([1, 2, 3].map(run));
  await settled();
  expect([started, seeds(queue)]).toEqual([[1], [2, 3]]);
  await queue.advance();
  expect(started).toEqual([1]);
  await runEnds(queue);
  await runEnds(queue);
  await runEnds(queue);
  expect([started, seeds(queue)]).toEqual([[1, 2, 3], []]);
});

it("lets entries be moved and removed", async () => {
  busy = true;
  const queue = open();
  queue.add([1, 2, 3, 4].map(run));
  const [first, second] = queue.state().entries;
  queue.move(first!.id, 2);
  expect(seeds(queue)).toEqual([2, 3, 1, 4]);
  queue.move(first!.id, 0);
  queue.remove([second!.id]);
  expect(seeds(queue)).toEqual([1, 3, 4]);
});

it("starts nothing while it is paused", async () => {
  const queue = open();
  queue.pause(true);
  queue.add([run(1)]);
  await settled();
  expect(started).toEqual([]);
  queue.pause(false);
  await settled();
  expect(started).toEqual([1]);
});

it("keeps what cannot be started, pauses and says why", async () => {
  const queue = open((seed) => seed === 2);
  queue.add([1, 2, 3].map(run));
  await settled();
  await runEnds(queue);
  expect(queue.state()).toMatchObject({ paused: true, reason: "the model does not load" });
  expect(seeds(queue)).toEqual([2, 3]);
});

it("is there again after a restart, paused", async () => {
  busy = true;
  open().add([5, 6].map(run));
  busy = false;
  const again = open();
  await again.advance();
  expect([seeds(again), again.state().paused, started]).toEqual([[5, 6], true, []]);
});

it("starts each with the model and the parent that were asked for, after a restart, too", async () => {
  busy = true;
  const queue = open();
  queue.add([5, 6].map(run), { model: "<mujoco/>", parent: 3 });
  queue.add([run(7)]);
  expect(queue.state().entries.map(({ ownModel, parent }) => [ownModel, parent])).toEqual([
    [true, 3],
    [true, 3],
    [false, null],
  ]);
  busy = false;
  const given: unknown[] = [];
  const again = new Queue({
    file: path.join(folder, "queue.json"),
    busy: () => false,
    start: async ({ seed }, extras) => given.push([seed, extras]),
    changed: () => {},
  });
  again.pause(false);
  for (let i = 0; i < 3; i++) {
    await settled();
    await again.advance();
  }
  expect(given).toEqual([
    [5, { model: "<mujoco/>", parent: 3 }],
    [6, { model: "<mujoco/>", parent: 3 }],
    [7, { parent: null }],
  ]);
});

it("reads what an earlier version has kept", () => {
  writeFileSync(path.join(folder, "queue.json"), JSON.stringify([{ id: 4, config: run(8) }]));
  expect(open().state().entries).toEqual([{ id: 4, config: run(8), parent: null, ownModel: false }]);
});

it("refuses more than it has room for, in runs and in bytes, and keeps what there was", () => {
  busy = true;
  const queue = open();
  queue.add([run(1)]);
  expect(() => queue.add(Array.from({ length: 2000 }, (_, seed) => run(seed)))).toThrow(/room for 2000/);
  for (let i = 0; i < 9; i++) queue.add([run(2)], { model: `<mujoco/>${" ".repeat(900_000 - i)}` });
  expect(() => queue.add([run(3)], { model: `<a/>${" ".repeat(900_000)}` })).toThrow(
    /would take \d+ bytes; the limit is/,
  );
  expect(seeds(open())).toEqual(seeds(queue));
});

it.each([
  [
    "no JSON, but what version control leaves of two",
    '<<<<<<< HEAD\n{"models": []',
    /cannot be read \(Unexpected token/,
  ],
  ["an entry of the wrong kind", '[{"id": "x"}]', /cannot be read \(0\.id: /],
  [
    // Without its model a run would be another one.
    "a model that is not there",
    JSON.stringify({ models: ["<mujoco/>"], entries: [{ id: 1, config: run(1), parent: null, model: 1 }] }),
    /cannot be read \(the whole: /,
  ],
])("says that it cannot read %s, and puts that aside before it writes", async (_, text, reason) => {
  const file = path.join(folder, "queue.json");
  writeFileSync(file, text);
  const queue = open();
  expect(queue.state()).toEqual({ entries: [], paused: false, reason: null, damage: expect.stringMatching(reason) });
  expect(readFileSync(file, "utf8")).toBe(text);
  busy = true;
  queue.add([run(4)]);
  const aside = readdirSync(folder).filter((name) => /^queue\.json\.damaged-\d{4}/.test(name));
  expect(aside.map((name) => readFileSync(path.join(folder, name), "utf8"))).toEqual([text]);
  expect(queue.state().damage).toContain(aside[0]);
  expect(seeds(open())).toEqual([4]);
});

it("pauses where a started run cannot be taken off the file, and starts it no second time", async () => {
  const queue = open();
  queue.pause(true);
  queue.add([1, 2].map(run));
  rmSync(folder, { recursive: true });
  queue.pause(false);
  await settled();
  expect(queue.state()).toMatchObject({
    paused: true,
    reason: expect.stringMatching(/cannot be written to .*queue.json/),
  });
  expect([started, seeds(queue)]).toEqual([[1], [2]]);
});

it("changes nothing that it cannot keep", () => {
  busy = true;
  const queue = open();
  queue.add([1, 2].map(run));
  rmSync(folder, { recursive: true });
  expect(() => queue.add([run(3)])).toThrow(/cannot be written/);
  expect(() => queue.remove([1])).toThrow(/cannot be written/);
  expect(seeds(queue)).toEqual([1, 2]);
});
