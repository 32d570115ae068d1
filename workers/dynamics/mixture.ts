/**
 * Gaussian mixture with full covariances by expectation maximisation (the global model of method section 2):
 *
 *   maximise Σ_i log Σ_k π_k N(x_i; μ_k, Σ_k)
 *
 *   E: r_ki by `responsibilities`         n_k = Σ_i r_ki
 *   M: π_k = n_k/n    μ_k = Σ_i r_ki x_i / n_k    Σ_k = Σ_i r_ki (x_i − μ_k)(x_i − μ_k)ᵀ / n_k + floor·I
 */
import { weightedMean, weightedScatter } from "../math/gaussian.ts";
import { addDiagonal } from "../math/symmetric.ts";
import { allFinite } from "../math/vector.ts";
import { factorMixture, responsibilities } from "./mixture-density.ts";
import { firstExpectation, type MixtureStart } from "./mixture-start.ts";
import type { Mixture } from "./types.ts";

export type { Mixture } from "./types.ts";

export interface MixtureOptions {
  /** K: the number of components asked for; never more than there are points. */
  components: number;
  /** M-steps at most, one at least. */
  maxIterations: number;
  /** Added to the diagonal of every covariance, in the data's squared units. */
  covarianceFloor: number;
  /** EM stops when the mean log-likelihood of a point rises by less than this [nat]. */
  tolerance: number;
}

/** Customary EM settings. */
export const customaryMixture = { maxIterations: 8, covarianceFloor: 1e-6, tolerance: 1e-5 } as const;

export type MixtureResult =
  | { status: "ok"; mixture: Mixture }
  | { status: "not-finite" }
  | { status: "not-positive-definite" };

/** A component with less than this many points' worth of responsibility is dead. */
const smallestMass = 1e-3;

function emptyMixture(components: number, dim: number): Mixture {
  return {
    components,
    dim,
    weights: new Float64Array(components),
    means: new Float64Array(components * dim),
    covariances: new Float64Array(components * dim * dim),
    logLikelihoods: [],
  };
}

/**
 * M-step: overwrites the mixture's moments with those of the responsibilities r: [K, n]. A dead component starts again
 * as the Gaussian of all points with an average weight. Returns whether any component did.
 */
function maximise(mixture: Mixture, data: Float64Array, n: number, r: Float64Array, d: Float64Array, floor: number) {
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
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let k = 0; k < K; k++) weights[k] /= total;
  return restarted;
}

/**
 * Fits a mixture to data: [n, D].
 * Starts from hard assignments, from a mixture fitted to similar data, or from centres drawn with `uniform`.
 * Returns `not-finite` where the data are, `not-positive-definite` where the floor is too small for their magnitude.
 */
export function fitMixture(
  data: Float64Array,
  n: number,
  D: number,
  options: MixtureOptions,
  start: MixtureStart,
): MixtureResult {
  if (!allFinite(n * D, data, 0)) return { status: "not-finite" };
  const K = Math.min(options.components, n);
  const first = firstExpectation(data, n, D, K, options.covarianceFloor, start);
  if (first === null) return { status: "not-positive-definite" };
  const { r, logLikelihoods } = first;
  const d = new Float64Array(D);
  const mixture = { ...emptyMixture(K, D), logLikelihoods };
  let restarted = maximise(mixture, data, n, r, d, options.covarianceFloor);
  let before = -Infinity;
  for (let iteration = 1; ; iteration++) {
    const factored = factorMixture(mixture);
    if (factored === null) return { status: "not-positive-definite" };
    const logLikelihood = responsibilities(factored, data, n, r, d);
    if (!Number.isFinite(logLikelihood)) return { status: "not-finite" };
    mixture.logLikelihoods.push(logLikelihood);
    const settled = !restarted && logLikelihood - before < options.tolerance * n;
    if (settled || iteration >= options.maxIterations) return { status: "ok", mixture };
    before = logLikelihood;
    restarted = maximise(mixture, data, n, r, d, options.covarianceFloor);
  }
}
