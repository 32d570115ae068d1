/** A finished run of the fake trainer, as exports get it. */
import { finishedRuns } from "../../engine/testing/finished-runs.ts";
import { type RunData, runData } from "../run-data.ts";

export interface FakeRun {
  run: RunData;
  folder: string;
  close(): Promise<void>;
}

/** Three iterations of two rollouts of the planar peg. */
export async function fakeRun(): Promise<FakeRun> {
  const { work, folder, close } = await finishedRuns({ iterations: 3 });
  return { run: await runData(work, 1), folder, close };
}
