/** What trajectory optimisation knows from iteration to iteration. */
import { streamFromSeed } from "../math/random.ts";
import type { Condition } from "../systems/description.ts";
import type { RunResult } from "../trainer-api.ts";
import type { RunConfig } from "./config.ts";
import type { FirstController } from "./method.ts";
import type { MixtureMemory } from "./mixture-memory.ts";
import { initialTrack, resultOfTrack, type Track } from "./track.ts";

/** Everything that an iteration hands to the next: plain numbers, arrays and typed arrays. */
export interface TrajectoryState {
  /** Iterations done. */
  iteration: number;
  /** Rollouts simulated. */
  rollouts: number;
  /** State of the random stream that the next iteration's streams jump from. */
  random: number[];
  /** One for each condition. */
  tracks: Track[];
  mixture: MixtureMemory;
}

/** @param conditions to train on, one at least */
export function initialTrajectoryState(
  first: FirstController,
  conditions: readonly Condition[],
  { seed, options }: RunConfig,
): TrajectoryState {
  return {
    iteration: 0,
    rollouts: 0,
    random: streamFromSeed(seed).state(),
    tracks: conditions.map((condition) => initialTrack(condition, first(condition), options)),
    mixture: { mixture: null, window: [] },
  };
}

export function resultOf({ tracks }: TrajectoryState): RunResult {
  return { controllers: tracks.map(resultOfTrack), policies: null };
}
