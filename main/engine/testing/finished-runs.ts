/** A project whose runs the fake trainer has finished, as evaluations and exports get it. */
import path from "node:path";
import type { RunConfig } from "../api.ts";
import type { FinishedWork } from "../evaluation.ts";
import { fakeTrainer, openFakeEngine, smallConfig, temporaryFolder } from "./fake-engine.ts";

export interface FinishedRuns {
  work: FinishedWork;
  /** A folder for files, which goes with the project. */
  folder: string;
  /** Trains one more; resolves to its number. */
  train(config: Partial<RunConfig>): Promise<number>;
  close(): Promise<void>;
}

/** Runs 1, 2, … of these configurations, `smallConfig` in what they do not say. */
export async function finishedRuns(...configs: Partial<RunConfig>[]): Promise<FinishedRuns> {
  const { folder, remove } = temporaryFolder();
  const { engine, project } = openFakeEngine(path.join(folder, "project"));
  const train = async (config: Partial<RunConfig>): Promise<number> => {
    const { summary, finished } = await engine.start(smallConfig(config));
    await finished;
    return summary.id;
  };
  for (const config of configs) await train(config);
  return {
    work: { store: project.store, runs: engine.runsOf, trainerEntry: fakeTrainer },
    folder,
    train,
    close: async () => {
      await engine.close();
      remove();
    },
  };
}
