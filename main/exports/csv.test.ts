import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportRun, writeRun } from "./index.ts";
import type { RunData } from "./run-data.ts";
import { type FakeRun, fakeRun } from "./testing/fake-run.ts";

let fake: FakeRun;
beforeAll(async () => {
  fake = await fakeRun();
});
afterAll(() => fake.close());

function exported(run: RunData): string {
  const file = path.join(fake.folder, "run.csv");
  exportRun(run, "csv", file);
  return file;
}

const linesOf = (run: RunData) => readFileSync(exported(run), "utf8").split("\r\n");

test("csv: a line for each step of each rollout, under names with their units", () => {
  const lines = linesOf(fake.run);
  expect(lines.length).toBe(1 + 3 * 2 * 800 + 1);
  const heading = lines[0].split(",");
  const { states, actions, costTerms } = fake.run.detail.task;
  expect(heading.slice(0, 7)).toEqual(["iteration", "sample", "step", "time [s]", "condition", "actor", "status"]);
  for (const { name, unit } of states) expect(heading).toContain(`state.${name} [${unit}]`);
  for (const { name, unit } of actions) expect(heading).toContain(`action.${name} [${unit}]`);
  for (const { name } of costTerms) expect(heading).toContain(`cost.${name}`);
  const row = Object.fromEntries(lines[1 + 1600 + 800 + 37].split(",").map((cell, i) => [heading[i], cell]));
  expect(row).toMatchObject({ iteration: "2", sample: "1", step: "37", "time [s]": "0.37", status: "ok" });
  const rollout = fake.run.rollouts(2)[1];
  const read = (prefix: string) =>
    heading.flatMap((name) => (name.startsWith(`${prefix}.`) ? [Math.fround(Number(row[name]))] : []));
  expect(read("state")).toEqual([...rollout.states.subarray(37 * 6, 38 * 6)]);
  expect(read("action")).toEqual([...rollout.actions.subarray(74, 76)]);
  expect(read("cost")).toEqual([...rollout.costs.subarray(74, 76)]);
  expect(read("position")).toEqual([...rollout.positions.subarray(37 * 3, 38 * 3)]);
  expect(read("velocity")).toEqual([...rollout.velocities.subarray(37 * 3, 38 * 3)]);
  expect(row.model_error).toBe("");
  expect(Math.fround(Number(lines[1 + 1600 + 37].split(",").at(-1)))).toBe(fake.run.rollouts(2)[0].modelErrors?.[37]);
});

test("csv: a text with a comma or a quotation mark is quoted", () => {
  const named = { ...fake.run, rollouts: (iteration: number) => renamed(fake.run.rollouts(iteration)) };
  const renamed = (rollouts: ReturnType<RunData["rollouts"]>) =>
    rollouts.map((rollout) => ({ ...rollout, condition: 'slot "a", deep' }));
  expect(linesOf(named)[1]).toContain(',"slot ""a"", deep",controller,');
});

test("csv: rollouts that were thinned out have no lines, and the others keep all columns", () => {
  const thinned = { ...fake.run, rollouts: (iteration: number) => (iteration < 3 ? [] : fake.run.rollouts(iteration)) };
  const lines = linesOf(thinned);
  expect(lines.length).toBe(1 + 2 * 800 + 1);
  expect(lines[0]).toContain(",position.2,velocity.0,");
});

test("csv: the rows of an iteration are written before the next one is read", () => {
  const seen: string[] = [];
  let rows = 0;
  const run = {
    ...fake.run,
    rollouts: (iteration: number) => {
      seen.push(`${rows} rows, reads ${iteration}`);
      return fake.run.rollouts(iteration);
    },
  };
  writeRun(run, "csv", (bytes) => {
    rows += Buffer.from(bytes).toString().split("\r\n").length - 1;
  });
  // The heading needs the widths of a first rollout.
  expect(seen).toEqual(["0 rows, reads 1", "1 rows, reads 1", "1601 rows, reads 2", "3201 rows, reads 3"]);
});

const python = spawnSync("python3", ["--version"]).status === 0;

test.runIf(python)("csv: Python's reader finds the same numbers", () => {
  const script = `
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))
last = rows[-1]
print(json.dumps({"rows": len(rows), "time": float(last["time [s]"]), "errors": sum(row["model_error"] != "" for row in rows),
  "velocity": float(last["velocity.2"])}))`;
  const read = JSON.parse(execFileSync("python3", ["-c", script, exported(fake.run)], { encoding: "utf8" }));
  const rollouts = [1, 2, 3].flatMap((iteration) => fake.run.rollouts(iteration));
  const foretold = rollouts
    .flatMap(({ modelErrors }) => [...(modelErrors ?? [])])
    .filter((error) => !Number.isNaN(error));
  expect(read).toMatchObject({ rows: 4800, time: 7.99, errors: foretold.length });
  expect(Math.fround(read.velocity)).toBe(rollouts.at(-1)?.velocities.at(-1));
});
