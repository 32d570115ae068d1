import { afterEach, beforeEach, expect, test } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { taskModelText } from "../engine/models.ts";
import { fakeTrainer, openFakeEngine, temporaryFolder } from "../engine/testing/fake-engine.ts";
import { appVersion, nodeVersion } from "../versions.ts";
import type { Experiment, ExperimentRow } from "./experiment.ts";
import { type Bench, type PlannedRun, planOf, runPlan, type Watcher } from "./runner.ts";
import { trajectoryExperiment } from "./trajectory.ts";

let temporary: ReturnType<typeof temporaryFolder>;
let bench: Bench;

const [study] = trajectoryExperiment.studies;
const withRows = (rows: ExperimentRow[]): Experiment => ({ ...trajectoryExperiment, studies: [{ ...study, rows }] });
const [mixture, published] = study.rows.map((row) => ({
  ...row,
  rollouts: null,
  settings: { ...row.settings, samples: 2, iterations: 20 },
}));
const experiment = withRows([mixture, published]);
const runAll = (plan: readonly PlannedRun[]) => runPlan(plan, bench, silent, unstopped);
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
    grounds: new Map([[task.name, { task, model: taskModelText(task), versions }]]),
    workers: 1,
  };
});

afterEach(async () => {
  await bench.engine.close();
  temporary.remove();
});

test("trains and evaluates every row with every seed, once", async () => {
  const finished = await runAll(planOf(experiment, [4, 9], bench));
  expect(finished?.map(({ row, measurement }) => [row.key, measurement.seed])).toEqual([
    ["mixture", 4],
    ["mixture", 9],
    ["published", 4],
    ["published", 9],
  ]);
  expect(finished?.[2].detail?.config.options.rollbackRatio).toBe(0);

  const plan = planOf(experiment, [4, 9], bench);
  expect(plan.map(({ index, trains }) => [index, trains])).toEqual([0, 1, 2, 3].map((index) => [index, false]));
  const again = await runAll(plan);
  expect(again?.map(({ measurement }) => measurement)).toEqual(finished?.map(({ measurement }) => measurement));
  expect(bench.engine.runsOf.list()).toHaveLength(4);
});

test("a run that was stopped goes on, and another version's run does not count", async () => {
  const stop = new AbortController();
  const watcher: Watcher = { ...silent, progress: ({ iteration }) => iteration > 2 && stop.abort() };
  expect(await runPlan(planOf(experiment, [1], bench), bench, watcher, stop.signal)).toBeNull();
  expect(bench.engine.runsOf.list()).toMatchObject([{ id: 1, status: "cancelled" }]);

  const finished = await runAll(planOf(experiment, [1], bench));
  expect(finished?.map(({ detail }) => [detail?.summary.id, detail?.summary.status])).toEqual([
    [1, "completed"],
    [2, "completed"],
  ]);
  expect(finished?.[0].detail?.iterations).toHaveLength(20);

  const grounds = new Map(
    [...bench.grounds].map(([name, ground]) => [
      name,
      { ...ground, versions: { ...ground.versions, mujoco: "4.0.0" } },
    ]),
  );
  expect(planOf(experiment, [1], { ...bench, grounds }).map(({ trains }) => trains)).toEqual([true, true]);
});

test("a task's own defaults count in the configuration only", async () => {
  const own = { ...mixture, settings: { samples: 2, iterations: 2 } };
  await runAll(planOf(withRows([own]), [1], bench));
  const withPreset = (key: string, value: number) => {
    const grounds = new Map(
      [...bench.grounds].map(([name, ground]) => {
        const task = { ...ground.task, presets: [...ground.task.presets, { key, value, reason: "it is so" }] };
        return [name, { ...ground, task }] as const;
      }),
    );
    return planOf(withRows([own]), [1], { ...bench, grounds }).map(({ trains }) => trains);
  };
  expect(withPreset("iterations", 7)).toEqual([false]);
  expect(withPreset("klStep", 0.5)).toEqual([true]);
});

test("rows of the same run train it once; what a run starts from needs none", async () => {
  const known = { ...mixture, seeds: "first" as const };
  const rows: ExperimentRow[] = [
    known,
    { ...known, key: "planned", measured: "last rollout" },
    { ...known, key: "start", measured: "first" },
  ];
  const plan = planOf(withRows(rows), [4, 9], bench);
  expect(plan.map(({ trains }) => trains)).toEqual([true, false, false]);
  const [final, planned, start] = (await runAll(plan)) ?? [];
  expect(bench.engine.runsOf.list()).toHaveLength(1);
  const rollouts = bench.engine.runsOf.rollouts(1, 20);
  expect(planned.measurement).toMatchObject({
    run: 1,
    seed: 4,
    worstMetric: Math.max(...rollouts.map(({ metric }) => metric)),
    noisySuccess: Number.NaN,
    secondsPerIteration: final.measurement.secondsPerIteration,
  });
  expect(start).toMatchObject({ detail: null, measurement: { run: null, seed: null, metric: expect.any(Number) } });
});

test("a run that fails at once counts with the controller that it starts from", async () => {
  const task = taskDescriptions[0];
  const failing: Bench["engine"]["start"] = (config, options) =>
    startOf.call(bench.engine, config, { ...options, model: JSON.stringify({ failAt: 1 }) });
  const startOf = bench.engine.start;
  bench.engine.start = failing;
  const [{ detail, measurement }] = (await runAll(planOf(withRows([mixture]), [1], bench))) ?? [];
  expect(detail?.summary).toMatchObject({ task: task.name, status: "failed", iterationsDone: 0 });
  expect(measurement).toMatchObject({
    run: 1,
    rollouts: 0,
    metric: expect.any(Number),
    noisySuccess: expect.any(Number),
  });
});

test("policies are measured where they were taught and where they were not, controllers where they are for", async () => {
  const searched = {
    ...mixture,
    settings: { ...mixture.settings, method: "gps" as const, conditions: "slots", iterations: 1 },
  };
  const rows: ExperimentRow[] = [
    searched,
    { ...searched, key: "chosen", measured: "network" },
    { ...searched, key: "last", measured: "last" },
  ];
  const anywhere = { title: "anywhere", holds: () => true };
  const quiet = { ...study, rows, episodes: { still: 2, noisy: 0 }, success: anywhere };
  const finished = await runAll(planOf({ ...experiment, studies: [quiet] }, [1], bench));
  expect(bench.engine.runsOf.list()).toHaveLength(1);
  // All policies of the fake trainer fall.
  expect(
    finished?.map(({ measurement: { success, fallen, heldOutSuccess } }) => [success, fallen, heldOutSuccess]),
  ).toEqual([
    [1, 0, Number.NaN],
    [0, 1, 0],
    [0, 1, 0],
  ]);
  const [controllers, chosen] = finished!.map(({ measurement }) => measurement);
  expect([controllers.heldOutMedianMetric, controllers.noisyMetric]).toEqual([Number.NaN, Number.NaN]);
  expect(chosen.heldOutMedianMetric).toEqual(expect.any(Number));
  expect(chosen.heldOutMedianMetric).not.toBe(chosen.medianMetric);
});
