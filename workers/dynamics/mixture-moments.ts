/**
 * The M-step of a Gaussian mixture, with responsibilities r_ki of component k for point i:
 *
 *   n_k = Σ_i r_ki    π_k = n_k/n    μ_k = Σ_i r_ki x_i / n_k    Σ_k = Σ_i r_ki (x_i − μ_k)(x_i − μ_k)ᵀ / n_k + floor·I
 */
import { weightedMean, weightedScatter } from "../math/gaussian.ts";
import { addDiagonal } from "../math/symmetric.ts";
import type { Mixture } from "./types.ts";

/** A component with less than this many points' worth of responsibility is dead. */
export const smallestMass = 1e-3;

/**
 * Overwrites the mixture's moments with those of the responsibilities r: [K, n]. A dead component starts again as the
 * Gaussian of all points with an average weight. Returns whether any component did. `d` holds D numbers.
 */
export function maximise(
  mixture: Mixture,
  data: Float64Array,
  n: number,
  r: Float64Array,
  d: Float64Array,
  floor: number,
): boolean {
  const { components: K, dim: D, weights, means, covariances } = mixture;
  let restarted = false;
  for (let k = 0; k < K; k++) {
    let mass = weightedMean(n, D, data, r, k * n, means, k * D);
    weights[k] = mass;
    if (mass < smallestMass) {
      r.fill(1, k * n, (k + 1) * n);
      mass = weightedMean(n, D, data, r, k * n, means, k * D);
      weights[k] = n / K;
      restarted = true;
    }
    weightedScatter(n, D, data, r, k * n, means, k * D, d, covariances, k * D * D);
    for (let i = k * D * D; i < (k + 1) * D * D; i++) covariances[i] /= mass;
    addDiagonal(D, floor, covariances, k * D * D);
  }
  normaliseWeights(weights);
  return restarted;
}

/** π ← π / Σ_k π_k. */
export function normaliseWeights(weights: Float64Array): void {
  let total = 0;
  for (const weight of weights) total += weight;
  for (let k = 0; k < weights.length; k++) weights[k] /= total;
}
