/** A linear-Gaussian controller without feedback: constant mean actions with constant noise, u_t = ū + ε, ε ~ N(0, σ² I). */
import type { LinearGaussianController } from "../trainer-api.ts";

export interface RestingOptions {
  steps: number;
  stateDim: number;
  /** ū: [dU] [action unit]. */
  mean: readonly number[];
  /** σ [action unit]. */
  noise: number;
}

export function restingController({ steps, stateDim, mean, noise }: RestingOptions): LinearGaussianController {
  const dU = mean.length;
  const covariances = new Float64Array(steps * dU * dU);
  for (let t = 0; t < steps; t++) {
    for (let i = 0; i < dU; i++) covariances[(t * dU + i) * dU + i] = noise ** 2;
  }
  const offsets = Float64Array.from({ length: steps * dU }, (_, i) => mean[i % dU]);
  return { gains: new Float64Array(steps * dU * stateDim), offsets, covariances };
}
