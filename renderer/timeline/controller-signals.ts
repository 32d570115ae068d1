/**
 * Quantities over time of a controller p(u_t|x_t) = N(K_t x_t + k_t, C_t) and of its successor p′.
 *
 * Arrays are row-major with time first: K [T, dU, dX], k [T, dU], C [T, dU, dU].
 */
import type { ControllerArrays } from "../../main/engine/api.ts";
import { cholesky, divergenceOfCovariances, divergenceOfMeans } from "./gaussian.ts";

/** ‖K_t‖_F: how strongly the controller answers to the state. [T] */
export function gainNorms({ gains, offsets }: ControllerArrays, actionDim: number): Float64Array {
  const steps = offsets.length / actionDim;
  const perStep = gains.length / steps;
  return Float64Array.from({ length: steps }, (_, t) => Math.hypot(...gains.subarray(t * perStep, (t + 1) * perStep)));
}

/** Root of the mean variance of an action: √(tr C_t / dU) [action units]. [T] */
export function noiseLevels({ covariances, offsets }: ControllerArrays, actionDim: number): Float64Array {
  return Float64Array.from({ length: offsets.length / actionDim }, (_, t) => {
    let trace = 0;
    for (let i = 0; i < actionDim; i++) trace += covariances[(t * actionDim + i) * actionDim + i]!;
    return Math.sqrt(trace / actionDim);
  });
}

/**
 * D_KL(p′(u|x_t) ‖ p(u|x_t)) at each step, mean over the states that rollouts of p have come to ([T, dX] each) [nat];
 * NaN where a covariance is not positive definite.
 */
export function stepDivergences(
  now: ControllerArrays,
  next: ControllerArrays,
  states: readonly Float32Array[],
  stateDim: number,
  actionDim: number,
): Float64Array {
  const n = actionDim;
  const difference = new Float64Array(n);
  return Float64Array.from({ length: now.offsets.length / n }, (_, t) => {
    const L = cholesky(now.covariances, t * n * n, n);
    const after = cholesky(next.covariances, t * n * n, n);
    if (!L || !after || states.length === 0) return Number.NaN;
    let means = 0;
    for (const x of states) {
      // m′ − m = (K′ − K) x + k′ − k
      for (let i = 0; i < n; i++) {
        const row = (t * n + i) * stateDim;
        let d = next.offsets[t * n + i]! - now.offsets[t * n + i]!;
        for (let j = 0; j < stateDim; j++) d += (next.gains[row + j]! - now.gains[row + j]!) * x[t * stateDim + j]!;
        difference[i] = d;
      }
      means += divergenceOfMeans(L, difference, n);
    }
    return divergenceOfCovariances(L, after, n) + means / states.length;
  });
}
