/** A finished run of the fake trainer, as exports get it. */
import path from "node:path";
import { finalResult } from "../../engine/evaluation.ts";
import { fakeTrainer, openFakeEngine, smallConfig, temporaryFolder } from "../../engine/testing/fake-engine.ts";
import type { RunData } from "../run-data.ts";

export interface FakeRun {
  run: RunData;
  folder: string;
  close(): Promise<void>;
}

/** Three iterations of two rollouts of the planar peg. */
export async function fakeRun(): Promise<FakeRun> {
  const { folder, remove } = temporaryFolder();
  const { engine, project } = openFakeEngine(path.join(folder, "project"));
  await (await engine.start(smallConfig({ iterations: 3 }))).finished;
  const work = { store: project.store, runs: engine.runsOf, trainerEntry: fakeTrainer };
  const run: RunData = {
    detail: engine.runsOf.detail(1),
    result: await finalResult(work, 1),
    rollouts: (iteration) => engine.runsOf.rollouts(1, iteration),
  };
  const close = async () => {
    await engine.close();
    remove();
  };
  return { run, folder, close };
}
