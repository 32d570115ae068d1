/** What optimisation knows of one condition from iteration to iteration: where its controller has got to. */
import type { Condition } from "../systems/description.ts";
import type { ConditionController, LinearGaussianController } from "../trainer-api.ts";
import type { TrajectoryOptions } from "./config.ts";
import { noiseLimitOf } from "./noise-limits.ts";
import { emptyTrustRegion, type Prediction, soundest, type TrustRegion } from "./trust-region.ts";

/** η that the first search starts from, and the one after a search that failed. */
export const FIRST_ETA = 1;

/** Plain numbers, arrays and typed arrays. */
export interface Track {
  condition: Condition;
  /** The controller to sample next. */
  candidate: LinearGaussianController;
  region: TrustRegion;
  /** Multiplier of the KL step. */
  stepSize: number;
  eta: number;
  /** null before the first update and after one that failed. */
  predicted: Prediction | null;
  /** Updates in a row that found no improvement. */
  stalls: number;
  /** [T, dU] action variances do not fall below these; null without a floor. */
  noiseFloor: Float64Array | null;
}

/** @param controller to draw the first rollouts from */
export function initialTrack(
  condition: Condition,
  controller: LinearGaussianController,
  { noiseFloor }: TrajectoryOptions,
): Track {
  return {
    condition,
    candidate: controller,
    region: emptyTrustRegion,
    stepSize: 1,
    eta: FIRST_ETA,
    predicted: null,
    stalls: 0,
    noiseFloor: noiseLimitOf(controller, noiseFloor ** 2),
  };
}

/** The controller that a track has come to: one that its own rollouts bore out. */
export function resultOfTrack({ condition, region, candidate }: Track): ConditionController {
  return { condition: condition.name, controller: soundest(region) ?? candidate };
}

/** What the tracks' next rollouts are drawn from. */
export function candidatesOf(tracks: readonly Track[]): ConditionController[] {
  return tracks.map(({ condition, candidate }) => ({ condition: condition.name, controller: candidate }));
}
