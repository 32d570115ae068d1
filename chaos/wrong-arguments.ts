/** Arguments that are wrong by how they are made, for each call of the engine. */
import fc from "fast-check";
import type { EngineApi } from "../main/engine/api.ts";
import type { RandomStream } from "../workers/math/random.ts";
import { below, oneOf } from "./training.ts";

/** No number of a run or an iteration. */
const noId = fc.oneof(
  fc.constantFrom(0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, null, true, "1", [1], { id: 1 }),
  fc.integer({ max: 0 }),
  fc.string(),
  fc.double({ min: 0, max: 1000 }).filter((value) => !Number.isInteger(value)),
);

const noText = fc.oneof(fc.constantFrom(null, true, 7, [], {}, ["peg2d"]), fc.double());

const noSettings = fc.constantFrom<unknown>(
  null,
  "2",
  { trainingCores: 0 },
  { trainingCores: 1.5 },
  { trainingCores: "2" },
  { trainingCores: Number.NaN },
  { trainingCores: null },
  { theme: "pink" },
  { zoom: 0 },
  { zoom: Number.POSITIVE_INFINITY },
  { motion: true },
  { notifications: "yes" },
  { projectsFolder: "" },
  { projectsFolder: "/x".repeat(5000) },
);

/** A good configuration with something wrong in it. */
const noConfig = fc.oneof(
  fc.constantFrom<unknown>(null, "peg2d", [], {}, 7),
  fc
    .constantFrom(
      { task: 7 },
      { method: "magic" },
      { method: "__proto__" },
      { seed: -1 },
      { seed: 1.5 },
      { seed: 2 ** 31 },
      { iterations: 0 },
      { iterations: 10_001 },
      { iterations: Number.NaN },
      { samples: 1e9 },
      { samples: "5" },
      { prior: "" },
      { options: { klStep: -1 } },
      { options: { klStep: Number.NaN } },
      { options: { unknown: 1 } },
      { options: [] },
      { options: null },
      { unknown: 1 },
      { constructor: 1 },
    )
    .map((wrong) => ({ task: "peg2d", ...wrong })),
);

const noFlag = fc.oneof(fc.constantFrom(null, 0, 1, "true", [], {}), fc.double());

/** Good lists with something wrong in them, and what is no list. */
const noConfigs = fc.oneof(
  fc.constantFrom<unknown>(null, [], {}, "peg2d", { 0: { task: "peg2d" }, length: 1 }),
  fc.array(noConfig, { minLength: 1, maxLength: 5 }),
  noConfig.map((wrong) => [{ task: "peg2d" }, wrong]),
  fc.constant(Array.from({ length: 1001 }, () => ({ task: "peg2d" }))),
);
/** @param most how many such a list may have */
const noIds = (most: number) =>
  fc.oneof(
    fc.constantFrom<unknown>(null, 1, "1", {}),
    fc.array(noId, { minLength: 1, maxLength: 5 }),
    fc.constant(Array.from({ length: most + 1 }, () => 1)),
  );

const noChange = fc.constantFrom<unknown>(
  null,
  1,
  "walking",
  [],
  { name: "" },
  { name: 1 },
  { notes: null },
  { presets: {} },
  { presets: [{ name: "quick" }] },
  { retention: { rollouts: "some", every: 2 } },
  { retention: { rollouts: "every", every: 0 } },
  { version: 2 },
);
const noOptions = fc.constantFrom<unknown>(null, 1, [], {}, { rollouts: 1 }, { rollouts: "yes", replace: true });

const noChoice = fc.oneof(
  fc.constantFrom<unknown>(null, "", "first", "__proto__", 1, [], {}),
  fc.string({ minLength: 20 }),
);
const noExport = fc.constantFrom<unknown>(
  null,
  "onnx",
  [],
  {},
  { format: "exe", policy: null, condition: null },
  { format: "onnx", policy: "best", condition: null },
  { format: "onnx", policy: null, condition: 1 },
  { format: "onnx" },
);
const noEdits = fc.oneof(
  fc.constantFrom<unknown>(null, [], {}, "star", [null], [{ run: 1 }]),
  noId.map((run) => [{ run, change: {} }]),
  fc
    .constantFrom<unknown>(null, { name: 1 }, { star: "yes" }, { tags: "arm" }, { unknown: 1 }, { archived: 1 })
    .map((change) => [{ run: 1, change }]),
);

/** Empty for the calls that take nothing. */
const arity: Record<keyof EngineApi, readonly fc.Arbitrary<unknown>[]> = {
  info: [],
  tasks: [],
  taskModel: [noText],
  runs: [],
  run: [noId],
  configurations: [noIds(500)],
  runModel: [noId],
  rollouts: [noId, noId],
  divergences: [noId, noId],
  policyRollouts: [noId, noChoice],
  exportRun: [noId, noExport],
  exportPart: [noId, noId],
  signals: [noId, noId],
  physics: [noId, noId],
  report: [noId],
  train: [noConfig],
  resume: [noId],
  cancel: [noId],
  editRuns: [noEdits],
  deleteRuns: [noIds(100_000)],
  restoreRuns: [noIds(100_000)],
  emptyBin: [],
  settings: [],
  changeSettings: [noSettings],
  queue: [],
  enqueue: [noConfigs],
  dequeue: [noIds(2000)],
  moveQueued: [noId, noText],
  pauseQueue: [noFlag],
  log: [],
  diagnostics: [],
  verify: [],
  repair: [],
  cancelStoreWork: [],
  project: [],
  changeProject: [noChange],
  projectSize: [],
  applyRetention: [],
  compact: [],
  createProject: [noText, noText],
  duplicateProject: [noText, noOptions],
  exportProject: [noText, noOptions],
  importProject: [noText, noText],
  mergeProject: [noText],
};

/** Values of the wrong kind; or none, or more than there should be. */
export function wrongArguments(channel: keyof EngineApi, random: RandomStream): unknown[] {
  const wrong = arity[channel];
  const seed = below(2 ** 31, random);
  const [values] = fc.sample(fc.tuple(...wrong), { seed, numRuns: 1 });
  const tooMany = () => [...values, ...fc.sample(fc.anything(), { seed, numRuns: 1 + below(5, random) })];
  if (wrong.length === 0) return tooMany();
  return oneOf([() => values, () => values, tooMany, () => values.slice(1)], random)();
}
