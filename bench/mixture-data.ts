/** Points and mixtures to measure with. */
import type { Mixture } from "../workers/dynamics/types.ts";
import type { KernelBuild } from "../workers/kernel-build.ts";
import { localKernels } from "../workers/kernels/kernels.ts";
import { type RunConfig, runConfigSchema } from "../workers/methods/config.ts";
import type { MixtureMemory } from "../workers/methods/mixture-memory.ts";
import { definite, normals, randomOf } from "./data.ts";
import { ok } from "./lqr-data.ts";
import type { NumpyData } from "./numpy-process.ts";
import { trainedRun } from "./task-training.ts";

/** Added to the diagonal of every covariance. */
export const FLOOR = 1e-6;

export interface Points {
  /** [n, dim]. */
  data: Float64Array;
  n: number;
  dim: number;
  mixture: Mixture;
}

/** Points that belong to the same component come in stretches, as in a rollout. */
const STRETCH = 25;
/**
 * Distance between components' means in units of their deviation, whatever the dimension: a third of the responsibilities
 * are then above 1e-20, a quarter in a run on peg2d after a dozen iterations.
 */
const APART = 11;

/** Points drawn about the means of a mixture. */
export function clusters(n: number, dim: number, components: number): Points {
  const random = randomOf(1000 * dim + components);
  const means = normals(random, components * dim, APART / Math.sqrt(2 * dim));
  const data = normals(random, n * dim, 1);
  for (let i = 0; i < n; i++) {
    const k = Math.floor(i / STRETCH) % components;
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

/** Transitions of a run, the run's own mixture, and its responsibilities [K, n] for them. */
export interface RolloutPoints {
  points: Points;
  responsibilities: Float64Array;
}

/** 20 rollouts of a task, all of their transitions, as a run has them after some iterations. */
export async function rolloutPoints(task: string, build: KernelBuild): Promise<RolloutPoints> {
  const { state } = await trainedRun(runOf(task), build, ITERATIONS);
  return pointsOf(state.mixture, build);
}

/** What the mixture of a run remembers. */
export function pointsOf({ mixture, window }: MixtureMemory, build: KernelBuild): RolloutPoints {
  if (mixture === null) throw new Error("a run without a mixture has no points to measure with");
  const { components, dim } = mixture;
  const data = Float64Array.from(window.flatMap((part) => [...part]));
  const n = data.length / dim;
  const responsibilities = localKernels(build).mixture.withPoints(data, n, dim, components, (fit) => {
    ok(fit.expect(mixture));
    return fit.responsibilities.slice();
  });
  return { points: { data, n, dim, mixture }, responsibilities };
}

/** Iterations until a run's mixture and controller are those of a run, not of its start. */
export const ITERATIONS = 6;

/** 20 rollouts an iteration, whose transitions the mixture all sees. */
export function runOf(task: string): RunConfig {
  return runConfigSchema.parse({ task, seed: 1, samples: 20, options: { mixtureStride: 1, mixtureWindow: 1 } });
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
