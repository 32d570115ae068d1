import { afterEach, beforeEach, expect, test } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { taskModelText } from "../engine/models.ts";
import { fakeTrainer, openFakeEngine, temporaryFolder } from "../engine/testing/fake-engine.ts";
import { appVersion, nodeVersion } from "../versions.ts";
import { configOf, type Experiment, trajectoryExperiment } from "./experiment.ts";
import { type Bench, planOf, runPlan, type Watcher } from "./runner.ts";

let temporary: ReturnType<typeof temporaryFolder>;
let bench: Bench;

const experiment: Experiment = {
  ...trajectoryExperiment,
  rows: trajectoryExperiment.rows.slice(0, 2).map((row) => ({ ...row, settings: { ...row.settings, samples: 2 } })),
};
const silent: Watcher = { begin() {}, progress() {}, done() {} };
const unstopped = new AbortController().signal;

beforeEach(() => {
  temporary = temporaryFolder();
  const { engine, project } = openFakeEngine(temporary.folder);
  const task = taskDescriptions[0];
  const versions = { app: appVersion, mujoco: "3.14.0", node: nodeVersion, kernels: "simd" as const };
  bench = {
    engine,
    work: { store: project.store, runs: engine.runsOf, trainerEntry: fakeTrainer },
    ground: { task, model: taskModelText(task), versions },
    workers: 1,
  };
});

afterEach(async () => {
  await bench.engine.close();
  temporary.remove();
});

test("trains and evaluates every row with every seed, once", async () => {
  const plan = planOf(experiment, [4, 9], bench);
  const finished = await runPlan(experiment, plan, bench, silent, unstopped);
  expect(finished?.map(({ row, measurement }) => [row.key, measurement.seed])).toEqual([
    ["mixture", 4],
    ["mixture", 9],
    ["published", 4],
    ["published", 9],
  ]);
  expect(finished?.[2].detail.config.options.rollbackRatio).toBe(0);

  const again = await runPlan(experiment, planOf(experiment, [4, 9], bench), bench, silent, unstopped);
  expect(again?.map(({ measurement }) => measurement)).toEqual(finished?.map(({ measurement }) => measurement));
  expect(bench.engine.runsOf.list()).toHaveLength(4);
});

test("a run that was stopped goes on, and another version's run does not count", async () => {
  const stop = new AbortController();
  const watcher: Watcher = { ...silent, progress: ({ iteration }) => iteration > 2 && stop.abort() };
  expect(await runPlan(experiment, planOf(experiment, [1], bench), bench, watcher, stop.signal)).toBeNull();
  expect(bench.engine.runsOf.list()).toMatchObject([{ id: 1, status: "cancelled" }]);

  const other = { ...bench, ground: { ...bench.ground, versions: { ...bench.ground.versions, mujoco: "4.0.0" } } };
  expect(planOf(experiment, [1], other)[0].known).toBeNull();

  const finished = await runPlan(experiment, planOf(experiment, [1], bench), bench, silent, unstopped);
  expect(finished?.map(({ detail }) => [detail.summary.id, detail.summary.status])).toEqual([
    [1, "completed"],
    [2, "completed"],
  ]);
  expect(finished?.[0].detail.iterations).toHaveLength(20);
});

test("every row spends the same number of rollouts", () => {
  const spent = trajectoryExperiment.rows.map((row) => configOf(row, 1)).map((c) => c.iterations * c.samples);
  expect(new Set(spent)).toEqual(new Set([100]));
});
