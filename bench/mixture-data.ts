/** Points and mixtures to measure with. */
import { customaryMixture, fitMixture } from "../workers/dynamics/mixture.ts";
import { plainMixtureKernels } from "../workers/dynamics/plain-kernels.ts";
import { collectTransitions } from "../workers/dynamics/transitions.ts";
import type { Mixture } from "../workers/dynamics/types.ts";
import { batchOf } from "../workers/methods/batch.ts";
import { Simulation } from "../workers/physics/simulation.ts";
import { localSampler } from "../workers/sampling/local-sampler.ts";
import { peg2d } from "../workers/systems/peg2d.ts";
import { definite, normals, randomOf } from "./data.ts";
import type { NumpyData } from "./numpy-process.ts";
import { drawsOf, pegModel } from "./peg.ts";

/** Added to the diagonal of every covariance. */
export const FLOOR = 1e-6;

export interface Points {
  /** [n, dim]. */
  data: Float64Array;
  n: number;
  dim: number;
  mixture: Mixture;
}

/** Points drawn about the means of a mixture whose components overlap a little. */
export function clusters(n: number, dim: number, components: number): Points {
  const random = randomOf(1000 * dim + components);
  const means = normals(random, components * dim, 1);
  const data = normals(random, n * dim, 1);
  for (let i = 0; i < n; i++) {
    const k = i % components;
    for (let j = 0; j < dim; j++) data[i * dim + j] += means[k * dim + j];
  }
  const covariances = definite(random, components, dim, 0.5, 0.7);
  const weights = new Float64Array(components).fill(1 / components);
  return { data, n, dim, mixture: { components, dim, weights, means, covariances, logLikelihoods: [] } };
}

/** Responsibilities [K, n] of which none is small. */
export function softAssignment({ n, mixture }: Points): Float64Array {
  const K = mixture.components;
  const random = randomOf(n + K);
  const r = Float64Array.from({ length: K * n }, () => 0.05 + random.uniform());
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += r[k * n + i];
    for (let k = 0; k < K; k++) r[k * n + i] /= sum;
  }
  return r;
}

/** About 10,000 transitions of rollouts of peg2d, the mixture that is fitted to them, and its responsibilities. */
export async function pegTransitions(): Promise<{ points: Points; responsibilities: Float64Array }> {
  const simulation = await Simulation.load(pegModel());
  const rollouts = await localSampler(simulation, peg2d).sample(peg2d.initialController(), drawsOf(25, 3), () => {});
  simulation.dispose();
  const { data, count: n, dim } = collectTransitions([batchOf(rollouts, peg2d.description)], 2);
  const options = { ...customaryMixture, components: 20 };
  const fitted = fitMixture(data, n, dim, options, { uniform: randomOf(5).uniform }, plainMixtureKernels);
  if (fitted.status !== "ok") throw new Error(`the mixture of recorded rollouts is ${fitted.status}`);
  const { mixture } = fitted;
  const responsibilities = plainMixtureKernels.withPoints(data, n, dim, mixture.components, (fit) => {
    fit.expect(mixture);
    return fit.responsibilities.slice();
  });
  return { points: { data, n, dim, mixture }, responsibilities };
}

export function mixtureForNumpy({ components: K, dim, weights, means, covariances }: Mixture): NumpyData["arrays"] {
  return {
    weights: { values: weights, shape: [K] },
    means: { values: means, shape: [K, dim] },
    covariances: { values: covariances, shape: [K, dim, dim] },
  };
}

export function pointsForNumpy({ data, n, dim, mixture }: Points): NumpyData {
  return { arrays: { data: { values: data, shape: [n, dim] }, ...mixtureForNumpy(mixture) }, sizes: { floor: FLOOR } };
}
