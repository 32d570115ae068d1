/** What an export has to write of a run. Rollouts are read as they are written, one iteration at a time. */
import type { RunResult } from "../../workers/trainer-api.ts";
import type { RunDetail } from "../engine/api.ts";
import { type FinishedWork, finalResult } from "../engine/evaluation.ts";
import type { RecordedRollout } from "../engine/runs.ts";

export interface RunData {
  detail: RunDetail;
  /** What it has come to after the last update. */
  result: RunResult;
  /** Rollouts of an iteration, by sample. */
  rollouts(iteration: number): RecordedRollout[];
}

/** @throws GuidepostError where the run has come to nothing yet */
export async function runData(work: FinishedWork, run: number): Promise<RunData> {
  const detail = work.runs.detail(run);
  const result = await finalResult(work, run);
  return { detail, result, rollouts: (iteration) => work.runs.recorded(run, iteration) };
}

/** Takes the next bytes of a file; they may change afterwards. */
export type Append = (bytes: Uint8Array) => void;

/** Writes a run through `append`. */
export type Exporter = (run: RunData, append: Append) => void;

/** All rollouts in the order of their iterations. */
export function* allRollouts(run: RunData): Generator<RecordedRollout> {
  for (const { iteration } of run.detail.iterations) yield* run.rollouts(iteration);
}
