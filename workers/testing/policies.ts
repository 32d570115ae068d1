/** Policies for tests. */
import { streamFromSeed } from "../math/random.ts";
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import { initialParameters, type NetworkShape } from "../policy/network.ts";

/** A policy of five hidden units that sees some of the state's entries, with unit noise. */
export function seededPolicy(observation: number[], dU: number, seed: number): GaussianPolicy {
  const shape: NetworkShape = { sizes: [observation.length, 5, dU], activation: "softplus" };
  return {
    observation,
    whitening: { mean: Float64Array.from(observation, () => 0.1), scale: Float64Array.from(observation, () => 2) },
    network: { shape, parameters: initialParameters(shape, streamFromSeed(seed)) },
    scaling: { offset: new Float64Array(dU), scale: new Float64Array(dU).fill(3) },
    covariance: Float64Array.from({ length: dU * dU }, (_, i) => (i % (dU + 1) === 0 ? 1 : 0)),
    deviations: null,
  };
}
