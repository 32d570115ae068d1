/** What guided policy search knows from iteration to iteration, and what it comes to. */
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import type { VisitedStates } from "../policy/lesson-places.ts";
import type { Condition } from "../systems/description.ts";
import type { RunResult } from "../trainer-api.ts";
import type { RunConfig } from "./config.ts";
import type { FirstController } from "./method.ts";
import { noiseLimitOf } from "./noise-limits.ts";
import { emptyPolicyPrior, type PolicyPrior } from "./policy-prior.ts";
import { resultOfTrack, type Track } from "./track.ts";
import { initialTrajectoryState, type TrajectoryState } from "./trajectory-state.ts";
import type { ValidatedPolicy } from "./validate-policy.ts";

/** A condition's controller, and how it is tied to the policy. */
export interface GuidedTrack extends Track {
  /** λ: [T]. */
  weights: Float64Array;
  /** [T, dU] its action variances do not rise above these; null without a cap. */
  noiseLimit: Float64Array | null;
}

export interface GpsState extends TrajectoryState {
  tracks: GuidedTrack[];
  /** null before the first training. */
  policies: { last: GaussianPolicy; chosen: ValidatedPolicy } | null;
  /** What recent iterations have visited, oldest first: [iteration][condition]. */
  visited: VisitedStates[][];
  prior: PolicyPrior;
}

/** @param conditions to train on, one at least */
export function initialGpsState(first: FirstController, conditions: readonly Condition[], config: RunConfig): GpsState {
  const { noiseCap, firstWeight } = config.options;
  const state = initialTrajectoryState(first, conditions, config);
  const tracks = state.tracks.map((track) => {
    const { offsets, covariances } = track.candidate;
    const steps = offsets.length ** 2 / covariances.length;
    return {
      ...track,
      weights: new Float64Array(steps).fill(firstWeight),
      noiseLimit: noiseLimitOf(track.candidate, noiseCap),
    };
  });
  return { ...state, tracks, policies: null, visited: [], prior: emptyPolicyPrior };
}

export function gpsResultOf({ tracks, policies }: GpsState): RunResult {
  return {
    controllers: tracks.map(resultOfTrack),
    policies: policies && { network: policies.chosen.policy, last: policies.last },
  };
}
