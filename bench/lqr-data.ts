/** A trajectory optimisation problem that stays bounded over any number of steps. */
import type { LinearGaussianController } from "../workers/trainer-api.ts";
import { augmentCost, surprisalOf } from "../workers/trajectory/augment-cost.ts";
import type { Dims, ImprovementProblem } from "../workers/trajectory/types.ts";
import { definite, normals, randomOf } from "./data.ts";
import type { NumpyData } from "./numpy-process.ts";

/** η of the measured sweeps. */
export const ETA = 1.5;

export function lqrProblem(steps: number, stateDim: number, actionDim: number): ImprovementProblem {
  const [T, dX, dU] = [steps, stateDim, actionDim];
  const D = dX + dU;
  const random = randomOf(T + 31 * dX + dU);
  const matrices = normals(random, T * dX * D, 0.1 / Math.sqrt(D));
  // f_x ≈ 0.9·I: what a well-damped arm does in a control step.
  for (let t = 0; t < T; t++) for (let i = 0; i < dX; i++) matrices[(t * dX + i) * D + i] += 0.9;
  const previous: LinearGaussianController = {
    gains: normals(random, T * dU * dX, 0.1 / Math.sqrt(dX)),
    offsets: normals(random, T * dU, 0.1),
    covariances: definite(random, T, dU, 0.3, 0.2),
  };
  const dims: Dims = { steps, stateDim, actionDim };
  return {
    dims,
    previous,
    dynamics: { matrices, offsets: normals(random, T * dX, 0.1), covariances: definite(random, T, dX, 0.05, 0.01) },
    cost: {
      constants: normals(random, T, 1),
      gradients: normals(random, T * D, 0.5),
      hessians: definite(random, T, D, 0.5, 0.1),
    },
    initial: { mean: normals(random, dX, 1), covariance: definite(random, 1, dX, 0.1, 0.01) },
    policy: null,
  };
}

/** The problem, and ℓ̃ at η = ETA ready made. */
export function lqrForNumpy({ dims, dynamics, cost, previous, initial }: ImprovementProblem): NumpyData {
  const { steps: T, stateDim: dX, actionDim: dU } = dims;
  const D = dX + dU;
  const { surprisal } = ok(surprisalOf(previous, dims));
  const augmented = augmentCost({ cost, surprisal, eta: ETA, entropyWeight: 0 });
  const shaped = (values: Float64Array, ...shape: number[]) => ({ values, shape });
  return {
    arrays: {
      matrices: shaped(dynamics.matrices, T, dX, D),
      offsets: shaped(dynamics.offsets, T, dX),
      covariances: shaped(dynamics.covariances, T, dX, dX),
      gradients: shaped(cost.gradients, T, D),
      hessians: shaped(cost.hessians, T, D, D),
      augmentedGradients: shaped(augmented.gradients, T, D),
      augmentedHessians: shaped(augmented.hessians, T, D, D),
      previousGains: shaped(previous.gains, T, dU, dX),
      previousOffsets: shaped(previous.offsets, T, dU),
      previousCovariances: shaped(previous.covariances, T, dU, dU),
      initialMean: shaped(initial.mean, dX),
      initialCovariance: shaped(initial.covariance, dX, dX),
    },
    sizes: { eta: ETA },
  };
}

/** The result of a sweep over data that are known to be sound. */
export function ok<R extends { status: string }>(result: R): Extract<R, { status: "ok" }> {
  if (result.status === "ok") return result as Extract<R, { status: "ok" }>;
  throw new Error(`a sweep over sound data is ${result.status}`);
}
