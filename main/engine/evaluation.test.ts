import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actorOfRun, evaluateRun, type FinishedWork, finalController } from "./evaluation.ts";
import { fakeTrainer, openFakeEngine, smallConfig, temporaryFolder } from "./testing/fake-engine.ts";

const [TRAJECTORY, GPS] = [1, 2];
const options = { episodes: 2, seed: 3, noise: false, workers: 1 };

let work: FinishedWork;
let close: () => Promise<void>;

beforeAll(async () => {
  const temporary = temporaryFolder();
  const { engine, project } = openFakeEngine(path.join(temporary.folder, "project"));
  await (await engine.start(smallConfig({ iterations: 1 }))).finished;
  await (await engine.start(smallConfig({ iterations: 1, method: "gps" }))).finished;
  work = { store: project.store, runs: engine.runsOf, trainerEntry: fakeTrainer };
  close = async () => {
    await engine.close();
    temporary.remove();
  };
});
afterAll(() => close());

describe("what acts at the end of a run", () => {
  it("is its policy where it has one, else its controller", async () => {
    expect(await actorOfRun(work, GPS, null)).toEqual(await actorOfRun(work, GPS, "network"));
    expect(await actorOfRun(work, GPS, "network")).not.toEqual(await actorOfRun(work, GPS, "last"));
    const controller = await finalController(work, TRAJECTORY);
    expect(await actorOfRun(work, TRAJECTORY, null)).toEqual({ kind: "controller", controller });
    expect(await actorOfRun(work, GPS, "controller")).toMatchObject({ kind: "controller" });
  });

  it("is no policy of a run that has none", async () => {
    await expect(actorOfRun(work, TRAJECTORY, "last")).rejects.toThrow(
      /Run 0001 has no policy.* trajectory, learns none/,
    );
  });
});

describe("evaluation of a run", () => {
  /** The fake trainer's policies fall. */
  const evaluate = (run: number, seconds: number | null, acting: "controller" | null = null) =>
    evaluateRun(work, run, { acting, seconds }, options);

  it("lasts as long as asked, and as the task without being asked", async () => {
    expect(await evaluate(GPS, 20)).toMatchObject([1, 2].map(() => ({ validSteps: 2000, status: "fallen" })));
    expect(await evaluate(GPS, null)).toMatchObject([1, 2].map(() => ({ validSteps: 800, status: "fallen" })));
    expect(await evaluate(GPS, 3, "controller")).toMatchObject([1, 2].map(() => ({ validSteps: 300, status: "ok" })));
  });

  it("is refused for longer than a controller acts", async () => {
    await expect(evaluate(TRAJECTORY, 9)).rejects.toThrow(
      /--seconds 9 is too long for a controller, which acts for 8 s/,
    );
  });
});
