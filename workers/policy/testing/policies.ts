/** Random policies, teachers and visited states for tests. */
import { gemmNT } from "../../math/gemm.ts";
import { streamFromSeed } from "../../math/random.ts";
import type { GaussianPolicy } from "../gaussian-policy.ts";
import type { VisitedStates } from "../lesson-places.ts";
import type { Lessons, RelabelOptions, Teacher } from "../lessons.ts";
import { relabel } from "../lessons.ts";
import { randomParameters } from "./problems.ts";

/** G Gᵀ/n + I for each of `count` matrices. */
function definite(normal: () => number, count: number, n: number): Float64Array {
  const all = new Float64Array(count * n * n);
  const G = all.map(() => normal());
  for (let g = 0; g < count; g++) {
    for (let i = 0; i < n; i++) all[(g * n + i) * n + i] = 1;
    gemmNT(n, n, n, 1 / n, G, g * n * n, G, g * n * n, 1, all, g * n * n);
  }
  return all;
}

/** A policy with units of 5 that sees some of the state's entries. */
export function randomPolicy(observation: number[], dU: number, seed: number, hidden = [5]): GaussianPolicy {
  const { normal, uniform } = streamFromSeed(seed);
  const drawn = (count: number, draw: () => number) => Float64Array.from({ length: count }, draw);
  const shape = { sizes: [observation.length, ...hidden, dU], activation: "softplus" } as const;
  return {
    observation,
    whitening: { mean: drawn(observation.length, normal), scale: drawn(observation.length, () => 0.5 + uniform()) },
    network: { shape, parameters: randomParameters(shape, seed + 1) },
    scaling: { offset: drawn(dU, normal), scale: drawn(dU, () => 0.5 + uniform()) },
    covariance: definite(normal, 1, dU),
    deviations: null,
  };
}

/** The same policy with a random network of deviations. */
export function withDeviations(policy: GaussianPolicy, seed: number): GaussianPolicy {
  const { shape } = policy.network;
  return { ...policy, deviations: { shape, parameters: randomParameters(shape, seed) } };
}

export function randomTeacher(T: number, dX: number, dU: number, seed: number): Teacher {
  const { normal, uniform } = streamFromSeed(seed);
  const drawn = (count: number) => Float64Array.from({ length: count }, normal);
  return {
    controller: {
      gains: drawn(T * dU * dX),
      offsets: drawn(T * dU),
      covariances: definite(normal, T, dU),
    },
    weights: Float64Array.from({ length: T }, () => 0.1 + uniform()),
    path: drawn(T * dX),
  };
}

export function randomVisits(condition: number, N: number, T: number, dX: number, seed: number): VisitedStates {
  const { normal } = streamFromSeed(seed);
  const states = Float64Array.from({ length: N * T * dX }, normal);
  return { condition, by: "controller", states, validSteps: Array<number>(N).fill(T) };
}

export function lessonsOf(
  visited: readonly VisitedStates[],
  teachers: readonly Teacher[],
  options: RelabelOptions = { stride: 1, spacing: 0, limits: null },
): Lessons {
  const result = relabel(visited, teachers, options);
  if (result.status !== "ok") throw new Error(result.status);
  return result.lessons;
}
