/** Rollouts to fit dynamics to. */
import type { DynamicsOptions } from "../workers/dynamics/kernels.ts";
import type { RolloutBatch } from "../workers/dynamics/types.ts";
import { normals, randomOf } from "./data.ts";
import { clusters, mixtureForNumpy } from "./mixture-data.ts";
import type { NumpyData } from "./numpy-process.ts";

export interface RegressionProblem {
  batch: RolloutBatch;
  options: DynamicsOptions;
}

export function regressionProblem(
  steps: number,
  stateDim: number,
  actionDim: number,
  samples: number,
  components: number,
): RegressionProblem {
  const random = randomOf(steps + samples);
  const { mixture } = clusters(components, 2 * stateDim + actionDim, components);
  const batch = {
    states: normals(random, samples * steps * stateDim, 1),
    actions: normals(random, samples * steps * actionDim, 1),
    samples,
    steps,
    stateDim,
    actionDim,
  };
  return { batch, options: { prior: mixture, ridge: 1e-6, strengths: { mean: 1, scatter: 1 } } };
}

export function regressionForNumpy({ batch, options }: RegressionProblem): NumpyData {
  const { states, actions, samples, steps, stateDim, actionDim } = batch;
  return {
    arrays: {
      states: { values: states, shape: [samples, steps, stateDim] },
      actions: { values: actions, shape: [samples, steps, actionDim] },
      ...(options.prior ? mixtureForNumpy(options.prior) : {}),
    },
    sizes: { ridge: options.ridge, noise: 1e-9 },
  };
}
