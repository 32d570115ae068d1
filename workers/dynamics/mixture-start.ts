/** First responsibilities of expectation maximisation. */
import { weightedMean, weightedScatter } from "../math/gaussian.ts";
import { addDiagonal } from "../math/symmetric.ts";
import { axpy, copy } from "../math/vector.ts";
import type { Expectation, MixtureFit } from "./kernels.ts";
import type { Mixture } from "./types.ts";

/**
 * Where EM starts: component of each point ([n], 0..K−1), a mixture fitted to similar data, or centres drawn with a
 * generator of uniform numbers on [0, 1).
 */
export type MixtureStart = { assignment: Int32Array } | { mixture: Mixture } | { uniform: () => number };

/** r: [K, n] ← one-hot responsibilities. */
function assign(assignment: Int32Array, r: Float64Array): void {
  const n = assignment.length;
  r.fill(0);
  for (let i = 0; i < n; i++) r[assignment[i] * n + i] = 1;
}

/**
 * Clusters' means, equal weights and broad covariances: Σ_k = Σ_i (x_i − μ_k)(x_i − μ_k)ᵀ / K + 2·floor·I, a sum that is not
 * divided by the cluster's size. From the clusters' own covariances EM ends in a worse optimum (seen on the reference
 * case: log-likelihood 1832 in place of 1874). An empty cluster takes all points.
 */
function broadMixture(data: Float64Array, n: number, D: number, K: number, assignment: Int32Array, floor: number) {
  const r = new Float64Array(K * n);
  assign(assignment, r);
  const d = new Float64Array(D);
  const means = new Float64Array(K * D);
  const covariances = new Float64Array(K * D * D);
  for (let k = 0; k < K; k++) {
    if (!assignment.includes(k)) r.fill(1, k * n, (k + 1) * n);
    weightedMean(n, D, data, r, k * n, means, k * D);
    weightedScatter(n, D, data, r, k * n, means, k * D, d, covariances, k * D * D);
  }
  for (let i = 0; i < covariances.length; i++) covariances[i] /= K;
  for (let k = 0; k < K; k++) addDiagonal(D, 2 * floor, covariances, k * D * D);
  return { components: K, dim: D, weights: new Float64Array(K).fill(1 / K), means, covariances, logLikelihoods: [] };
}

/** [D] 1/σ² of each coordinate; 1 where a coordinate does not vary. */
function inverseVariances(data: Float64Array, n: number, D: number): Float64Array {
  return Float64Array.from({ length: D }, (_, j) => {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += data[i * D + j] / n;
    let variance = 0;
    for (let i = 0; i < n; i++) variance += (data[i * D + j] - mean) ** 2 / n;
    return variance > 0 ? 1 / variance : 1;
  });
}

/** Index of the entry where the running sum passes `target`. */
function pick(weights: Float64Array, target: number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i];
    if (sum > target) return i;
  }
  return weights.length - 1;
}

/**
 * Component of each point by k-means++ seeding: every further centre is a point drawn with probability proportional to
 * its squared distance, in units of the coordinates' deviations, from the nearest centre; points go to the nearest one.
 */
function spreadAssignment(data: Float64Array, n: number, D: number, K: number, uniform: () => number): Int32Array {
  const scale = inverseVariances(data, n, D);
  const assignment = new Int32Array(n);
  const nearest = new Float64Array(n).fill(Infinity);
  let centre = Math.floor(uniform() * n);
  for (let k = 0; k < K; k++) {
    let total = 0;
    for (let i = 0; i < n; i++) {
      let distance = 0;
      for (let j = 0; j < D; j++) distance += (data[i * D + j] - data[centre * D + j]) ** 2 * scale[j];
      if (distance < nearest[i]) {
        nearest[i] = distance;
        assignment[i] = k;
      }
      total += nearest[i];
    }
    centre = pick(nearest, uniform() * total);
  }
  return assignment;
}

/** Halves the heaviest component into two that lie half a deviation to either side along its widest coordinate. */
function splitHeaviest(mixture: Mixture): Mixture {
  const { components: K, dim: D } = mixture;
  const heaviest = mixture.weights.indexOf(Math.max(...mixture.weights));
  const weights = Float64Array.from([...mixture.weights, mixture.weights[heaviest] / 2]);
  weights[heaviest] /= 2;
  const means = new Float64Array((K + 1) * D);
  const covariances = new Float64Array((K + 1) * D * D);
  means.set(mixture.means);
  covariances.set(mixture.covariances);
  copy(D, means, heaviest * D, means, K * D);
  copy(D * D, covariances, heaviest * D * D, covariances, K * D * D);
  const at = heaviest * D * D;
  let widest = 0;
  for (let j = 1; j < D; j++) if (covariances[at + j * D + j] > covariances[at + widest * D + widest]) widest = j;
  // μ ± ½ Σ e_j / σ_j stays inside the component's ellipsoid.
  const half = 0.5 / Math.sqrt(covariances[at + widest * D + widest]);
  axpy(D, half, covariances, at + widest * D, means, heaviest * D);
  axpy(D, -half, covariances, at + widest * D, means, K * D);
  return { ...mixture, components: K + 1, weights, means, covariances };
}

/** The K heaviest components, or all with the heaviest ones split until there are K. */
function resize(mixture: Mixture, K: number): Mixture {
  if (mixture.components < K) return resize(splitHeaviest(mixture), K);
  if (mixture.components === K) return mixture;
  const D = mixture.dim;
  const kept = [...mixture.weights.keys()].sort((a, b) => mixture.weights[b] - mixture.weights[a]).slice(0, K);
  const gather = (values: Float64Array, size: number) =>
    Float64Array.from(kept.flatMap((k) => [...values.subarray(k * size, (k + 1) * size)]));
  const total = kept.reduce((sum, k) => sum + mixture.weights[k], 0);
  return {
    ...mixture,
    components: K,
    weights: gather(mixture.weights, 1).map((weight) => weight / total),
    means: gather(mixture.means, D),
    covariances: gather(mixture.covariances, D * D),
  };
}

/** Share of every point that all components get alike at a drawn start, lest small ones begin as needles. */
const sharedResponsibility = 0.1;

function soften(r: Float64Array, K: number): void {
  for (let i = 0; i < r.length; i++) r[i] = (1 - sharedResponsibility) * r[i] + sharedResponsibility / K;
}

/** The log-likelihood of the mixture that the first responsibilities come from, where there is one. */
type FirstExpectation = { status: "ok"; logLikelihoods: number[] } | Exclude<Expectation, { status: "ok" }>;

/** The first E-step for data: [n, D], which writes the fit's responsibilities; fails as an E-step does. */
export function firstExpectation(
  data: Float64Array,
  n: number,
  D: number,
  K: number,
  floor: number,
  start: MixtureStart,
  fit: MixtureFit,
): FirstExpectation {
  const r = fit.responsibilities;
  if ("uniform" in start) {
    assign(spreadAssignment(data, n, D, K, start.uniform), r);
    soften(r, K);
    return { status: "ok", logLikelihoods: [] };
  }
  const mixture = "mixture" in start ? resize(start.mixture, K) : broadMixture(data, n, D, K, start.assignment, floor);
  const expectation = fit.expect(mixture);
  return expectation.status === "ok" ? { status: "ok", logLikelihoods: [expectation.logLikelihood] } : expectation;
}
