/** What trajectory optimisation knows from iteration to iteration. */
import { streamFromSeed } from "../math/random.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { RunConfig } from "./config.ts";
import type { MixtureMemory } from "./mixture-memory.ts";
import { emptyTrustRegion, type Prediction, soundest, type TrustRegion } from "./trust-region.ts";

/** η that the first search starts from, and the one after a search that failed. */
export const FIRST_ETA = 1;

/** Everything that an iteration hands to the next: plain numbers, arrays and typed arrays. */
export interface TrajectoryState {
  /** Iterations done. */
  iteration: number;
  /** Rollouts simulated. */
  rollouts: number;
  /** State of the random stream that the next iteration's streams jump from. */
  random: number[];
  /** The controller to sample next. */
  candidate: LinearGaussianController;
  region: TrustRegion;
  /** Multiplier of the KL step. */
  stepSize: number;
  eta: number;
  mixture: MixtureMemory;
  /** null before the first update and after one that failed. */
  predicted: Prediction | null;
  /** Updates in a row that found no improvement. */
  stalls: number;
}

/** @param controller to draw the first rollouts from */
export function initialTrajectoryState(controller: LinearGaussianController, config: RunConfig): TrajectoryState {
  return {
    iteration: 0,
    rollouts: 0,
    random: streamFromSeed(config.seed).state(),
    candidate: controller,
    region: emptyTrustRegion,
    stepSize: 1,
    eta: FIRST_ETA,
    mixture: { mixture: null, window: [] },
    predicted: null,
    stalls: 0,
  };
}

/** The controller that a run has come to: one that its own rollouts bore out. */
export function resultOf(state: TrajectoryState): LinearGaussianController {
  return soundest(state.region) ?? state.candidate;
}
