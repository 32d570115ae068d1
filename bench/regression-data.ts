/** Rollouts to fit dynamics to. */
import type { DynamicsOptions } from "../workers/dynamics/fit-dynamics.ts";
import type { RolloutBatch } from "../workers/dynamics/types.ts";
import type { LinearDynamics } from "../workers/trajectory/types.ts";
import type { Arrays } from "./contest.ts";
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

/** The dynamics of all steps that have a successor; numpy leaves the last one out. */
export function fittedSteps({ matrices, offsets, covariances }: LinearDynamics, steps: number): Arrays {
  const known = (values: Float64Array) => values.slice(0, ((steps - 1) / steps) * values.length);
  return { matrices: known(matrices), offsets: known(offsets), covariances: known(covariances) };
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
