/**
 * Gaussian mixture with full covariances by expectation maximisation (the global model of method section 2):
 *
 *   maximise Σ_i log Σ_k π_k N(x_i; μ_k, Σ_k)
 *
 *   E: r_ki = π_k N(x_i; μ_k, Σ_k) / Σ_j π_j N(x_i; μ_j, Σ_j)
 *   M: π_k, μ_k, Σ_k ← share, mean and covariance of the points, point i counted r_ki times
 */
import { allFinite } from "../math/vector.ts";
import type { MixtureFit, MixtureKernels } from "./kernels.ts";
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
 * Fits a mixture to data: [n, D].
 * Starts from hard assignments, from a mixture fitted to similar data, or from centres drawn with `uniform`.
 * Returns `not-finite` where the data or their densities are, `not-positive-definite` where the floor is too small for
 * the data's magnitude.
 */
export function fitMixture(
  data: Float64Array,
  n: number,
  D: number,
  options: MixtureOptions,
  start: MixtureStart,
  kernels: MixtureKernels,
): MixtureResult {
  if (!allFinite(n * D, data, 0)) return { status: "not-finite" };
  const K = Math.min(options.components, n);
  return kernels.withPoints(data, n, D, K, (fit) => {
    const first = firstExpectation(data, n, D, K, options.covarianceFloor, start, fit);
    if (first.status !== "ok") return first;
    return maximiseLikelihood({ ...emptyMixture(K, D), logLikelihoods: first.logLikelihoods }, n, options, fit);
  });
}

/** Sweeps of M- and E-steps from the first responsibilities on. */
function maximiseLikelihood(mixture: Mixture, n: number, options: MixtureOptions, fit: MixtureFit): MixtureResult {
  let before = -Infinity;
  for (let iteration = 1; ; iteration++) {
    const restarted = fit.maximise(mixture, options.covarianceFloor);
    const expectation = fit.expect(mixture);
    if (expectation.status !== "ok") return expectation;
    const { logLikelihood } = expectation;
    mixture.logLikelihoods.push(logLikelihood);
    const settled = !restarted && logLikelihood - before < options.tolerance * n;
    if (settled || iteration >= options.maxIterations) return { status: "ok", mixture };
    before = logLikelihood;
  }
}
