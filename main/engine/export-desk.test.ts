import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportRun } from "../exports/index.ts";
import { runData } from "../exports/run-data.ts";
import type { FinishedWork } from "./evaluation.ts";
import { ExportDesk } from "./export-desk.ts";
import type { ExportRequest } from "./results-api.ts";
import { type FinishedRuns, finishedRuns } from "./testing/finished-runs.ts";

const RUN = 1;
let finished: FinishedRuns;
let work: FinishedWork;

beforeAll(async () => {
  finished = await finishedRuns({ iterations: 1, method: "gps", conditions: "slots" });
  work = finished.work;
});
afterAll(() => finished.close());

const request = (format: ExportRequest["format"], change: Partial<ExportRequest> = {}): ExportRequest => ({
  format,
  policy: null,
  condition: null,
  ...change,
});

it.each([
  ["npz", "numbers.npz"],
  ["csv", "rollouts.csv"],
  ["curves", "curves.csv"],
  ["parquet", "rollouts.parquet"],
  ["json", "numbers.json"],
] as const)("hands over in parts what the command line writes as %s", async (format, ending) => {
  const file = path.join(finished.folder, `run.${format}`);
  exportRun(await runData(work, RUN), format, file);
  const desk = new ExportDesk(() => work, 1000);
  const made = await desk.make(RUN, request(format));
  expect(made).toMatchObject({ name: `run-0001-${ending}`, selfTests: [] });
  const parts: Uint8Array[] = [];
  for (let offset = 0; offset < made.bytes; offset += 1000) parts.push(desk.part(made.id, offset));
  expect(Buffer.concat(parts).equals(readFileSync(file))).toBe(true);
  expect(() => desk.part(made.id, 0)).toThrow(/not kept any more/);
});

it("keeps the newest file only", async () => {
  const desk = new ExportDesk(() => work);
  const [first, second] = [await desk.make(RUN, request("csv")), await desk.make(RUN, request("csv"))];
  expect(() => desk.part(first.id, 0)).toThrow(/another was made after it.*Tip: export the run again/);
  expect(desk.part(second.id, 0)).toHaveLength(second.bytes);
});

it("hands out nothing that fails its self-test, with the reason", async () => {
  const desk = new ExportDesk(() => work);
  const refused = /policy.onnx was not exported.*the fake trainer opens no files/;
  for (const format of ["onnx", "bundle"] as const) {
    await expect(desk.make(RUN, request(format))).rejects.toThrow(refused);
  }
  const controller = request("onnx", { policy: "controller" });
  await expect(desk.make(RUN, controller)).rejects.toThrow(/controller-slot-at-.*\.onnx was not exported/);
  const missing = desk.make(RUN, request("onnx", { policy: "network", condition: "slot at +33 mm" }));
  await expect(missing).rejects.toThrow(/A policy is for every condition/);
});
