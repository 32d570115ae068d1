/** What an export has to write of a run. Rollouts are read as they are written, one iteration at a time. */
import type { RunResult } from "../../workers/trainer-api.ts";
import type { RunDetail } from "../engine/api.ts";
import type { StoredRollout } from "../store/from-rows.ts";

export interface RunData {
  detail: RunDetail;
  /** What it has come to after the last update. */
  result: RunResult;
  /** Rollouts of an iteration, by sample. */
  rollouts(iteration: number): StoredRollout[];
}

/** Writes a run through `append`. */
export type Exporter = (run: RunData, append: (bytes: Uint8Array) => void) => void;

/** All rollouts in the order of their iterations. */
export function* allRollouts(run: RunData): Generator<StoredRollout> {
  for (const { iteration } of run.detail.iterations) yield* run.rollouts(iteration);
}
