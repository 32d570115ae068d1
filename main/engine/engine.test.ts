import os from "node:os";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Project } from "../projects/project.ts";
import { openProject } from "../projects/project.ts";
import { noLabels, type RunSummary } from "./api.ts";
import type { Engine } from "./engine.ts";
import { fakeEngine, openFakeEngine, smallConfig, temporaryFolder } from "./testing/fake-engine.ts";

let temporary: ReturnType<typeof temporaryFolder>;
let engine: Engine;
let project: Project;

beforeEach(() => {
  temporary = temporaryFolder();
  ({ engine, project } = openFakeEngine(temporary.folder));
});

afterEach(async () => {
  await engine.close();
  temporary.remove();
});

const scripted = (script: object) => ({ model: JSON.stringify(script) });

/** Everything that a run left, wall-clock columns aside. */
function remains(of: Project, run: number) {
  const iterations = of.store.iterations(run).map(({ seconds: _, phases: __, ...numbers }) => numbers);
  return {
    iterations,
    rollouts: iterations.map(({ iteration }) => of.store.rollouts(run, iteration)),
    controllers: iterations.map(({ iteration }) => of.store.controllers(run, iteration)),
    checkpoint: of.store.checkpoint(run),
  };
}

test("a run is inserted, trained and completed, with every iteration in the store before it is told", async () => {
  const seen: number[] = [];
  engine.events.on("iteration", (run, { iteration }) => {
    expect(project.store.iterations(run)).toHaveLength(iteration);
    expect(project.store.checkpoint(run)?.iteration).toBe(iteration);
    seen.push(iteration);
  });
  const { summary, finished } = await engine.start(smallConfig());
  expect(summary).toMatchObject({ id: 1, status: "running", iterationsDone: 0, metric: null });
  expect(await finished).toMatchObject({ status: "completed", iterationsDone: 4, rollouts: 8, reason: null });
  expect(seen).toEqual([1, 2, 3, 4]);
  const detail = await engine.run(1);
  expect(detail.config).toEqual(smallConfig());
  expect(detail.versions.mujoco).toBe("3.14.0");
  expect((await engine.rollouts(1, 4))[1]?.positions).toHaveLength(800 * 3);
});

test("progress estimates the time that is left once an iteration has been seen", async () => {
  const etas: (number | null)[] = [];
  engine.events.on("progress", ({ etaSeconds }) => etas.push(etaSeconds));
  await (await engine.start(smallConfig())).finished;
  expect(etas[0]).toBeNull();
  expect(etas.at(-1)).toBeGreaterThanOrEqual(0);
});

test("a resumed run knows at once how long it still takes", async () => {
  const { summary, finished } = await engine.start(smallConfig());
  await finished;
  const etas: (number | null)[] = [];
  engine.events.on("progress", ({ phase, etaSeconds }) => phase !== "starting" && etas.push(etaSeconds));
  await (await engine.continue(summary.id, { iterations: 104 })).finished;
  // An iteration of the fake takes 0.01 s by its own account.
  expect(etas[0]).toBeGreaterThan(0.9);
  expect(etas[0]).toBeLessThanOrEqual(1);
  expect(etas.at(-1)).toBeLessThanOrEqual(0.01);
});

test("a resumed run's time goes on from what it has computed before", async () => {
  const { finished } = await engine.start(smallConfig());
  const { id, seconds } = await finished;
  const elapsed: number[] = [];
  engine.events.on("progress", ({ elapsedSeconds }) => elapsed.push(elapsedSeconds));
  await (await engine.continue(id, { iterations: 8 })).finished;
  expect(seconds).toBeCloseTo(0.04);
  expect(elapsed[0]).toBe(seconds);
  expect(elapsed).toEqual([...elapsed].sort((a, b) => a - b));
});

test("a cancelled run keeps its iterations and goes on to the same bytes", async () => {
  const whole = await (await engine.start(smallConfig())).finished;
  const { summary } = await engine.start(smallConfig(), scripted({ pause: 20 }));
  await new Promise((resolve) => engine.events.once("iteration", resolve));
  const cancelled = await engine.cancel(summary.id);
  expect(cancelled.status).toBe("cancelled");
  expect(cancelled.iterationsDone).toBeGreaterThan(0);
  expect(cancelled.iterationsDone).toBeLessThan(4);
  const resumed = await (await engine.continue(summary.id)).finished;
  expect(resumed.status).toBe("completed");
  expect(remains(project, summary.id)).toEqual(remains(project, whole.id));
});

test("a window's run takes the cores that are set for it, any other run all of them", async () => {
  const told: unknown[] = [];
  engine.events.on("settingsChanged", (settings) => told.push(settings));
  const { summary, finished } = await engine.start(smallConfig(), scripted({ tell: true }));
  expect((await finished).reason).toBe(`${os.availableParallelism()} workers, simd kernels`);
  expect((await (await engine.continue(summary.id, { workers: 5 })).finished).reason).toMatch(/^5 workers/);

  expect(await engine.changeSettings({ trainingCores: 1 })).toMatchObject({ trainingCores: 1, theme: "system" });
  expect(await engine.settings()).toMatchObject({ trainingCores: 1 });
  expect(told).toEqual([await engine.settings()]);
  const ended = new Promise<RunSummary>((resolve) => {
    engine.events.on("runChanged", (run) => run.status === "failed" && resolve(run));
  });
  await engine.resume(summary.id);
  expect((await ended).reason).toMatch(/^1 workers/);
  await expect(engine.changeSettings({ trainingCores: 1000 })).rejects.toThrow(/1000 cores .* 1…/);
});

test("a run records its kernels and goes on with them", async () => {
  const { summary, finished } = await engine.start(smallConfig(), { ...scripted({ tell: true }), kernels: "plain" });
  expect((await finished).reason).toMatch(/plain kernels$/);
  expect((await engine.run(summary.id)).versions.kernels).toBe("plain");
  const resumed = await engine.continue(summary.id);
  expect((await resumed.finished).reason).toMatch(/plain kernels$/);
  expect(resumed.warning).toBeNull();
  await expect(engine.start(smallConfig(), { kernels: "relaxed-simd" })).rejects.toThrow(/does not run/);
});

test("a run that is stopped with the engine says so, one that a person cancels does not", async () => {
  const begin = async () => {
    const { summary, finished } = await engine.start(smallConfig(), scripted({ pause: 20 }));
    await new Promise((resolve) => engine.events.once("iteration", resolve));
    return { id: summary.id, finished };
  };
  const cancelled = await begin();
  expect(await engine.cancel(cancelled.id)).toMatchObject({ status: "cancelled", reason: null });
  const stopped = await begin();
  await engine.stop();
  expect(await stopped.finished).toMatchObject({ status: "cancelled", reason: expect.stringMatching(/asked to end/) });
});

test("a worker that does not listen is ended and its run is cancelled", async () => {
  const { summary } = await engine.start(smallConfig(), scripted({ hangAt: 3 }));
  await new Promise<void>((resolve) => {
    engine.events.on("progress", ({ iteration }) => iteration === 3 && resolve());
  });
  expect(await engine.cancel(summary.id)).toMatchObject({ status: "cancelled", iterationsDone: 2 });
});

test("a failing method ends as failed with its reason and its finished iterations", async () => {
  const { finished } = await engine.start(smallConfig(), scripted({ failAt: 3 }));
  expect(await finished).toMatchObject({ status: "failed", reason: "no positive definite Quu", iterationsDone: 2 });
});

test("a worker that dies ends its run as failed; the engine goes on", async () => {
  const { finished } = await engine.start(smallConfig(), scripted({ crashAt: 2 }));
  const run = await finished;
  expect(run).toMatchObject({ status: "failed", iterationsDone: 1 });
  expect(run.reason).toMatch(/worker stopped.*7/);
  expect((await (await engine.start(smallConfig())).finished).status).toBe("completed");
});

test("numbers that are none stop the run and stay out of the store", async () => {
  const { finished } = await engine.start(smallConfig(), scripted({ poison: 2 }));
  const run = await finished;
  expect(run).toMatchObject({ status: "failed", iterationsDone: 1 });
  expect(run.reason).toMatch(/Iteration 2 has no valid kl/);
  expect(project.store.rollouts(run.id, 2)).toEqual([]);
});

test("a model that does not load is refused before there is a run", async () => {
  await expect(engine.start(smallConfig(), { model: "broken" })).rejects.toThrow(/XML Error: missing mujoco element/);
  expect(await engine.runs()).toEqual([]);
});

test("an unknown task names the known ones", async () => {
  await expect(engine.train({ task: "peg9d" })).rejects.toThrow(/Unknown task "peg9d"; tasks: peg2d.*Tip/);
});

test("a run that is asked for by its task alone takes the task's own defaults, and what is given goes before them", async () => {
  const { id } = await engine.train({ task: "walker", samples: 2 });
  await engine.cancel(id);
  expect((await engine.run(id)).config).toMatchObject({ iterations: 40, samples: 2 });
  const other = await engine.train({ task: "walker", samples: 2, iterations: 3 });
  await engine.cancel(other.id);
  expect((await engine.run(other.id)).config).toMatchObject({ iterations: 3 });
});

test("one run at a time", async () => {
  const first = engine.start(smallConfig(), scripted({ pause: 50 }));
  await expect(engine.start(smallConfig())).rejects.toThrow(/Another run is starting/);
  const { summary } = await first;
  await expect(engine.start(smallConfig())).rejects.toThrow(/Run 0001 is training/);
  await engine.cancel(summary.id);
});

test("a completed run is resumed only to more iterations", async () => {
  await (await engine.start(smallConfig())).finished;
  await expect(engine.resume(1)).rejects.toThrow(/finished 4 iterations.*--iterations 14/);
  const longer = await (await engine.continue(1, { iterations: 6 })).finished;
  expect(longer).toMatchObject({ status: "completed", iterationsDone: 6, iterationsTotal: 6 });
  const direct = await (await engine.start(smallConfig({ iterations: 6 }))).finished;
  expect(remains(project, 1)).toEqual(remains(project, direct.id));
  expect((await engine.run(1)).configHash).toBe((await engine.run(direct.id)).configHash);
});

test("a second engine reads beside the first and may not train", async () => {
  const { summary } = await engine.start(smallConfig(), scripted({ pause: 50 }));
  const beside = fakeEngine(openProject(temporary.folder, "share"));
  expect((await beside.info()).project.readOnly).toBe(true);
  expect((await beside.runs())[0]).toMatchObject({ id: summary.id, status: "running" });
  await expect(beside.train(smallConfig())).rejects.toThrow(new RegExp(`read-only.*process ${process.pid}`));
  await beside.close();
  await engine.cancel(summary.id);
});

test("labels, archive and bin: kept, told to every client, and taken back", async () => {
  const told: unknown[] = [];
  engine.events.on("runsChanged", (runs) => told.push(...runs.map(({ id, labels }) => [id, labels])));
  for (const seed of [1, 2]) await (await engine.start(smallConfig({ seed }))).finished;
  await engine.editRuns([
    { run: 1, change: { star: true } },
    { run: 2, change: { name: "second" } },
  ]);
  expect(told).toEqual([
    [1, { ...noLabels, star: true }],
    [2, { ...noLabels, name: "second" }],
  ]);
  const [second, first] = await engine.runs();
  expect(second.group).toBe(first.group);
  await expect(engine.editRuns([{ run: 7, change: { star: true } }])).rejects.toThrow(/no run 0007/);

  await engine.deleteRuns([1, 2]);
  expect(engine.runsOf.summary(1).labels.deletedAt).not.toBeNull();
  await engine.restoreRuns([1]);
  expect(engine.runsOf.summary(1).labels).toEqual({ ...noLabels, star: true });
  const removed: number[] = [];
  engine.events.on("runsRemoved", (ids) => removed.push(...ids));
  expect(await engine.emptyBin()).toBe(1);
  expect(removed).toEqual([2]);
  expect((await engine.runs()).map(({ id }) => id)).toEqual([1]);
});

test("a run that is training is not deleted; one made from another says so", async () => {
  const { summary } = await engine.start(smallConfig(), { ...scripted({ pause: 30 }), parent: 5 });
  expect(summary.parent).toBe(5);
  await expect(engine.deleteRuns([summary.id])).rejects.toThrow(/Run 0001 is training.*cancel it first/);
  await engine.cancel(summary.id);
  await engine.deleteRuns([summary.id]);
});

test("a run whose task was described otherwise is refused in a sentence", async () => {
  const { summary, finished } = await engine.start(smallConfig({ iterations: 1 }));
  await finished;
  const { run: _, ...inputs } = project.store.inputs(summary.id);
  const { conditionSets: __, ...early } = JSON.parse(inputs.task);
  const { id } = project.store.insertRun({
    task: "peg2d",
    method: "trajectory",
    seed: 1,
    iterations: 1,
    configHash: "",
    groupHash: "",
    parent: null,
    better: "lower",
    inputs: { ...inputs, task: JSON.stringify({ ...early, conditions: [] }) },
  });
  await expect(engine.run(id)).rejects.toThrow(
    /^Run 0002 has a description of its task that this version .*conditionSets/,
  );
  await expect(engine.start(smallConfig({ conditions: "moon" }))).rejects.toThrow(
    /no conditions "moon"; it has: single/,
  );
});

test("an iteration's states and controllers are told, with the next controller where there is one", async () => {
  await (await engine.start(smallConfig({ iterations: 2 }))).finished;
  const { states, controllers } = await engine.signals(1, 1);
  expect(states.map(({ length }) => length)).toEqual([800 * 6, 800 * 6]);
  expect(states[1]).toEqual(project.store.rollouts(1, 1)[1]?.states);
  expect(controllers[0]?.now).toEqual(project.store.controllers(1, 1)[0]?.controller);
  expect(controllers[0]?.next).toEqual(project.store.controllers(1, 2)[0]?.controller);
  expect((await engine.signals(1, 2)).controllers[0]?.next).toBeNull();
  await expect(engine.signals(1, 3)).rejects.toThrow(/no iteration 3/);
});
