import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FinishedRuns, finishedRuns } from "../engine/testing/finished-runs.ts";
import { checkTarget, exportRun } from "./index.ts";
import { type RunData, runData } from "./run-data.ts";

let finished: FinishedRuns;
let run: RunData;

beforeAll(async () => {
  finished = await finishedRuns({ iterations: 3 });
  run = await runData(finished.work, 1);
});
afterAll(() => finished.close());

function exported(format: string, of: RunData = run): string {
  const file = path.join(finished.folder, `run.${format}`);
  exportRun(of, format, file);
  return file;
}

/** A reader of its own: header as a Python literal, data behind it. */
function readNpy(bytes: Uint8Array): { type: string; shape: number[]; data: Buffer } {
  const buffer = Buffer.from(bytes);
  expect(buffer.toString("latin1", 1, 8)).toBe("NUMPY\u0001\u0000");
  const end = 10 + buffer.readUInt16LE(8);
  expect(end % 64).toBe(0);
  const header = buffer.toString("latin1", 10, end);
  const shape = /'shape': \(([\d, ]*)\)/.exec(header)?.[1] ?? "";
  return {
    type: /'descr': '([^']*)'/.exec(header)?.[1] ?? "",
    shape: shape
      .split(",")
      .filter((part) => part.trim() !== "")
      .map(Number),
    data: buffer.subarray(end),
  };
}

/** UTF-32, padded with zeros. */
function stringsOf({ type, shape: [count], data }: ReturnType<typeof readNpy>): string[] {
  const width = Number(type.slice(2));
  return Array.from({ length: count }, (_, i) => {
    const points = Array.from({ length: width }, (_, j) => data.readUInt32LE(4 * (i * width + j)));
    return String.fromCodePoint(...points.filter((point) => point > 0));
  });
}

test("npz: every array has the type, shape and values of the run", () => {
  const entries = unzipSync(readFileSync(exported("npz")));
  const arrays = Object.fromEntries(
    Object.entries(entries).map(([name, bytes]) => [name.replace(".npy", ""), readNpy(bytes)]),
  );
  expect(arrays.controller_gains).toMatchObject({ type: "<f8", shape: [800, 2, 6] });
  expect(arrays.controller_gains?.data.readDoubleLE(8 * 17)).toBe(run.result.controllers[0].controller.gains[17]);
  expect(arrays.iteration_cost).toMatchObject({ type: "<f8", shape: [3] });
  expect(arrays.iteration_cost?.data.readDoubleLE(16)).toBe(run.detail.iterations[2]?.cost);
  expect(arrays.positions).toMatchObject({ type: "<f4", shape: [6, 800, 3] });
  const last = run.rollouts(3)[1];
  expect(arrays.positions?.data.readFloatLE(4 * (5 * 2400 + 100))).toBe(last.positions[100]);
  expect(arrays.states?.shape).toEqual([6, 800, 6]);
  expect(arrays.model_errors).toMatchObject({ type: "<f4", shape: [6, 800] });
  const errorAt = (rollout: number, step: number) => arrays.model_errors?.data.readFloatLE(4 * (800 * rollout + step));
  // Iterations 1 and 2: nothing is foretold of the first, nor of the second's second rollout, nor of the last step.
  expect([errorAt(0, 5), errorAt(2, 799), errorAt(3, 5)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(errorAt(2, 5)).toBe(run.rollouts(2)[0].modelErrors?.[5]);
  expect(arrays.iteration_model_error?.data.readDoubleLE(0)).toBeNaN();
  expect(arrays.iteration_model_error?.data.readDoubleLE(8)).toBe(0.5);
  expect([...arrays.rollout_iteration!.data.subarray(20, 24)]).toEqual([3, 0, 0, 0]);
  const text = arrays.run!.data;
  const json = String.fromCodePoint(...Array.from({ length: text.length / 4 }, (_, i) => text.readUInt32LE(4 * i)));
  expect(stringsOf(arrays.condition_names!)).toEqual(["above the slot"]);
  expect(JSON.parse(json)).toEqual(run.detail);
});

test("npz: the same run exports to the same bytes", () => {
  const first = readFileSync(exported("npz"));
  expect(readFileSync(exported("npz")).equals(first)).toBe(true);
});

test("npz: conditions are stacked where there are several, and name the rollouts", async () => {
  const id = await finished.train({ iterations: 2, method: "gps", conditions: "slots" });
  const several = await runData(finished.work, id);
  const entries = unzipSync(readFileSync(exported("npz", several)));
  const array = (name: string) => readNpy(entries[`${name}.npy`]!);
  const { controllers } = several.result;
  expect(controllers).toHaveLength(4);
  expect(array("controller_gains").shape).toEqual([4, 800, 2, 6]);
  const last = array("controller_gains").data.readDoubleLE(8 * (4 * 800 * 12 - 1));
  expect(last).toBe(controllers[3].controller.gains.at(-1));
  const names = (name: string) => stringsOf(array(name));
  expect(names("condition_names")).toEqual(controllers.map(({ condition }) => condition));
  expect(names("rollout_condition")).toEqual(
    [1, 2].flatMap((it) => several.rollouts(it).map(({ condition }) => condition)),
  );
  expect(new Set(names("rollout_actor"))).toEqual(new Set(["controller"]));
  const document = JSON.parse(readFileSync(exported("json", several), "utf8"));
  expect(document.controllers[2].condition).toBe(controllers[2].condition);
  for (const which of ["network", "last"] as const) {
    const { parameters, shape } = several.result.policies![which].network;
    expect(document.policies[which].network).toEqual({ parameters: [...parameters], shape });
  }
  const [heading, first] = readFileSync(exported("curves", several), "utf8").split("\r\n");
  expect(heading).toMatch(/policyLoss,policyKl,policyCost,policyMetric,policySuccess$/);
  expect(first?.split(",").length).toBe(heading?.split(",").length);
});

const numpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;

test.runIf(numpy)("npz: numpy reads it without pickle", () => {
  const script = `
import json, sys, numpy as np
z = np.load(sys.argv[1])
print(json.dumps({"names": sorted(z.files), "cost": z["iteration_cost"].tolist(), "run": json.loads(str(z["run"]))["summary"]["id"],
  "velocities": float(z["velocities"][5, 799, 2]), "success": z["rollout_success"].dtype.name, "states": z["state_names"].tolist()}))`;
  const read = JSON.parse(execFileSync("python3", ["-c", script, exported("npz")], { encoding: "utf8" }));
  expect(read.cost).toEqual(run.detail.iterations.map(({ cost }) => cost));
  expect(read).toMatchObject({ run: 1, success: "bool", velocities: run.rollouts(3)[1]?.velocities.at(-1) });
  expect(read.states).toEqual(run.detail.task.states.map(({ name }) => name));
});

test("json: parses back to the run", () => {
  const document = JSON.parse(readFileSync(exported("json"), "utf8"));
  expect(document).toMatchObject(JSON.parse(JSON.stringify(run.detail)));
  expect(document.rollouts).toHaveLength(6);
  const [{ condition, controller }] = run.result.controllers;
  expect(document.controllers).toHaveLength(1);
  expect(document.controllers[0]).toMatchObject({
    condition,
    gains: { shape: [800, 2, 6], data: [...controller.gains] },
  });
  expect(document.policies).toBeNull();
});

test("curves: a heading and a row an iteration", () => {
  const lines = readFileSync(exported("curves"), "utf8").trimEnd().split("\r\n");
  expect(lines).toHaveLength(4);
  const heading = lines[0].split(",");
  const row = Object.fromEntries(lines[3].split(",").map((value, i) => [heading[i], Number(value)]));
  expect(row).toMatchObject({
    run: 1,
    iteration: 3,
    cost: run.detail.iterations[2]?.cost,
    rollouts: 6,
    modelError: 0.5,
  });
  expect(lines[1].split(",")[heading.indexOf("modelError")]).toBe("");
});

test("an export that fails leaves nothing behind, and an old file as it was", () => {
  const file = path.join(finished.folder, "run.csv");
  const before = readFileSync(exported("csv"));
  const failing: RunData = {
    ...run,
    rollouts: () => {
      throw new Error("damaged");
    },
  };
  const entries = readdirSync(finished.folder);
  expect(() => exportRun(failing, "npz", file)).toThrow("damaged");
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(finished.folder)).toEqual(entries);
});

test("targets are checked before any work", () => {
  expect(() => checkTarget("npz", path.join(finished.folder, "no", "run.npz"), false)).toThrow(/There is no folder/);
  expect(() => checkTarget("toString", "x", false)).toThrow(/Unknown format/);
  const folder = path.join(finished.folder, "taken.csv");
  mkdirSync(folder);
  expect(() => exportRun(run, "csv", folder)).toThrow(/cannot be written/);
  expect(existsSync(folder)).toBe(true);
});
