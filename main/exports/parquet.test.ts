import { readFileSync } from "node:fs";
import path from "node:path";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportRun } from "./index.ts";
import { type FakeRun, fakeRun } from "./testing/fake-run.ts";

let fake: FakeRun;
let file: ArrayBuffer;
beforeAll(async () => {
  fake = await fakeRun();
  const target = path.join(fake.folder, "run.parquet");
  exportRun(fake.run, "parquet", target);
  const bytes = readFileSync(target);
  file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
});
afterAll(() => fake.close());

test("parquet: another reader finds every step of every rollout, an iteration a row group", async () => {
  const metadata = parquetMetadata(file);
  expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([1600, 1600, 1600]);
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(4800);
  const rollout = fake.run.rollouts(2)[1];
  const row = rows[1600 + 800 + 37];
  expect(row).toMatchObject({ iteration: 2, sample: 1, step: 37, time: 0.37, status: "ok", actor: "controller" });
  const { states, actions, costTerms } = fake.run.detail.task;
  expect(states.map(({ name }) => row[`state.${name}`])).toEqual([...rollout.states.subarray(37 * 6, 38 * 6)]);
  expect(actions.map(({ name }) => row[`action.${name}`])).toEqual([...rollout.actions.subarray(74, 76)]);
  expect(costTerms.map(({ name }) => row[`cost.${name}`])).toEqual([...rollout.costs.subarray(74, 76)]);
  expect([row["position.2"], row["velocity.0"]]).toEqual([rollout.positions[37 * 3 + 2], rollout.velocities[37 * 3]]);
  const foretold = fake.run.rollouts(2)[0].modelErrors;
  expect(foretold).not.toBeNull();
  expect(rows[1600 + 37].model_error).toBe(foretold?.[37]);
  // Nothing follows the last step, and nothing was foretold of this rollout and of the first iteration.
  for (const at of [1600 + 799, 1600 + 800 + 37, 37]) expect(rows[at].model_error).toBeNaN();
});

test("parquet: the run is in the file's metadata", () => {
  const entry = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === "guidepost.run");
  expect(JSON.parse(entry?.value ?? "")).toEqual(fake.run.detail);
});
