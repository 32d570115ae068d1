/** Small random problems and the brute-force joint Gaussian of a trajectory, for the tests of this folder. */
import { cholesky, logDetFromCholesky, solveCholesky } from "../math/cholesky.ts";
import { gemmNT } from "../math/gemm.ts";
import { streamFromSeed } from "../math/random.ts";
import { addDiagonal } from "../math/symmetric.ts";
import { dot } from "../math/vector.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { Dims, GaussianState, ImprovementProblem, LinearDynamics, PolicyTerm } from "./types.ts";

function normals(random: { normal(): number }, count: number, scale: number): Float64Array {
  return Float64Array.from({ length: count }, () => scale * random.normal());
}

/** `count` symmetric positive definite matrices [n, n] with eigenvalues from `least` on. */
function definite(random: { normal(): number }, count: number, n: number, least: number): Float64Array {
  const out = new Float64Array(count * n * n);
  for (let t = 0; t < count; t++) {
    const root = normals(random, n * n, 1);
    gemmNT(n, n, n, 0.3, root, 0, root, 0, 0, out, t * n * n);
    addDiagonal(n, least, out, t * n * n);
  }
  return out;
}

export function randomController(dims: Dims, seed: number): LinearGaussianController {
  const { steps: T, stateDim: dX, actionDim: dU } = dims;
  const random = streamFromSeed(seed);
  return {
    gains: normals(random, T * dU * dX, 0.4),
    offsets: normals(random, T * dU, 0.5),
    covariances: definite(random, T, dU, 0.2),
  };
}

/** A convex problem with every number drawn. */
export function randomProblem(dims: Dims, seed: number): ImprovementProblem {
  const { steps: T, stateDim: dX, actionDim: dU } = dims;
  const D = dX + dU;
  const random = streamFromSeed(seed);
  return {
    dims,
    dynamics: {
      matrices: normals(random, T * dX * D, 0.5),
      offsets: normals(random, T * dX, 0.3),
      covariances: definite(random, T, dX, 0.05),
    },
    cost: {
      constants: normals(random, T, 1),
      gradients: normals(random, T * D, 0.5),
      hessians: definite(random, T, D, 0.1),
    },
    previous: randomController(dims, seed + 1000),
    initial: { mean: normals(random, dX, 1), covariance: definite(random, 1, dX, 0.1) },
    policy: null,
  };
}

/** A policy with every number drawn, and weights between 0 and 1 that differ from step to step. */
export function randomPolicy(dims: Dims, seed: number, direction: PolicyTerm["direction"]): PolicyTerm {
  const random = streamFromSeed(seed + 500);
  const weights = Float64Array.from({ length: dims.steps }, () => 1 / (1 + random.normal() ** 2));
  return { ...randomController(dims, seed), weights, direction, visited: null };
}

/** [T·D] trajectory [x; u] for x_1, and noises of the actions [T, dU] and of the dynamics [T, dX]. */
function roll(
  controller: LinearGaussianController,
  dynamics: LinearDynamics,
  start: Float64Array,
  actionNoise: Float64Array,
  stateNoise: Float64Array,
  { steps: T, stateDim: dX, actionDim: dU }: Dims,
): Float64Array {
  const D = dX + dU;
  const y = new Float64Array(T * D);
  y.set(start);
  for (let t = 0; t < T; t++) {
    for (let i = 0; i < dU; i++) {
      let u = controller.offsets[t * dU + i] + actionNoise[t * dU + i];
      for (let j = 0; j < dX; j++) u += controller.gains[(t * dU + i) * dX + j] * y[t * D + j];
      y[t * D + dX + i] = u;
    }
    for (let i = 0; i < dX && t + 1 < T; i++) {
      let x = dynamics.offsets[t * dX + i] + stateNoise[t * dX + i];
      for (let j = 0; j < D; j++) x += dynamics.matrices[(t * dX + i) * D + j] * y[t * D + j];
      y[(t + 1) * D + i] = x;
    }
  }
  return y;
}

/** [columns][size] noise vectors: the columns of the Cholesky factors of stacked covariances, each alone. */
function noiseColumns(covariances: Float64Array, count: number, n: number): Float64Array[] {
  const columns: Float64Array[] = [];
  for (let t = 0; t < count; t++) {
    const L = covariances.slice(t * n * n, (t + 1) * n * n);
    cholesky(L, 0, n);
    for (let j = 0; j < n; j++) {
      const column = new Float64Array(count * n);
      for (let i = 0; i < n; i++) column[t * n + i] = L[i * n + j];
      columns.push(column);
    }
  }
  return columns;
}

/**
 * Mean [n] and covariance [n, n], n = T·D, of the whole trajectory [y_1 … y_T], by rolling out the response to every
 * single source of noise. Needs positive definite covariances.
 */
export function jointTrajectory(
  controller: LinearGaussianController,
  dynamics: LinearDynamics,
  initial: GaussianState,
  dims: Dims,
) {
  const { steps: T, stateDim: dX, actionDim: dU } = dims;
  const [noAction, noState] = [new Float64Array(T * dU), new Float64Array(T * dX)];
  const respond = (start: Float64Array, actionNoise: Float64Array, stateNoise: Float64Array) =>
    roll(controller, dynamics, start, actionNoise, stateNoise, dims);
  const mean = respond(initial.mean, noAction, noState);
  const responses = [
    ...noiseColumns(initial.covariance, 1, dX).map((d) =>
      respond(
        d.map((v, i) => v + initial.mean[i]),
        noAction,
        noState,
      ),
    ),
    ...noiseColumns(controller.covariances, T, dU).map((noise) => respond(initial.mean, noise, noState)),
    ...noiseColumns(dynamics.covariances, T, dX).map((noise) => respond(initial.mean, noAction, noise)),
  ];
  const n = mean.length;
  const covariance = new Float64Array(n * n);
  for (const y of responses) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) covariance[i * n + j] += (y[i] - mean[i]) * (y[j] - mean[j]);
    }
  }
  return { mean, covariance };
}

/** KL(N(m, A)‖N(n, B)) of two Gaussians of any dimension. */
export function gaussianDivergence(p: { mean: Float64Array; covariance: Float64Array }, q: typeof p): number {
  const size = p.mean.length;
  const [L, Lq] = [p.covariance.slice(), q.covariance.slice()];
  cholesky(L, 0, size);
  cholesky(Lq, 0, size);
  const ratio = p.covariance.slice();
  solveCholesky(size, size, Lq, 0, ratio, 0);
  let trace = 0;
  for (let i = 0; i < size; i++) trace += ratio[i * size + i];
  const d = q.mean.map((value, i) => value - p.mean[i]);
  const solved = d.slice();
  solveCholesky(size, 1, Lq, 0, solved, 0);
  const logDets = logDetFromCholesky(size, Lq, 0) - logDetFromCholesky(size, L, 0);
  return 0.5 * (trace + dot(size, d, 0, solved, 0) - size + logDets);
}

/** Central differences of a function of a controller with respect to every entry of K, k and (symmetrically) C. */
export function gradient(
  controller: LinearGaussianController,
  { actionDim: dU }: Dims,
  value: (controller: LinearGaussianController) => number,
): number[] {
  const step = 1e-5;
  const slope = (perturb: (moved: LinearGaussianController, h: number) => void) => {
    const [above, below] = [step, -step].map((h) => {
      const moved = structuredClone(controller);
      perturb(moved, h);
      return value(moved);
    });
    return (above - below) / (2 * step);
  };
  const plain = (["gains", "offsets"] as const).flatMap((name) =>
    [...controller[name].keys()].map((i) =>
      slope((moved, h) => {
        moved[name][i] += h;
      }),
    ),
  );
  const covariance = [...controller.covariances.keys()].map((index) => {
    const [t, i, j] = [Math.floor(index / dU ** 2), Math.floor(index / dU) % dU, index % dU];
    return slope((moved, h) => {
      moved.covariances[index] += h / 2;
      moved.covariances[t * dU * dU + j * dU + i] += h / 2;
    });
  });
  return [...plain, ...covariance];
}
