/**
 * Exploration noise: white, smoothed over time, of unit variance at every step (method section 6).
 *
 *   ε_t = Σ_s w_{t,s} ν_s,   ν_s ~ N(0, I),   w_{t,s} ∝ exp(−(t−s)² / 2σ²),   Σ_s w_{t,s}² = 1
 *
 * The kernel is cut at 3σ and at both ends of the rollout, and normalised at each step, so that the variance is exactly
 * one at the ends too. The caller shapes it by the Cholesky factor of C_t.
 */

/** Source of independent standard normal numbers. */
export interface NormalSource {
  normal(): number;
}

/**
 * @param smoothing σ in time steps; 0 gives white noise
 * @returns [steps, dim] noise
 */
export function explorationNoise(source: NormalSource, steps: number, dim: number, smoothing: number): Float64Array {
  const white = new Float64Array(steps * dim);
  for (let i = 0; i < white.length; i++) white[i] = source.normal();
  if (smoothing === 0) return white;
  const reach = Math.ceil(3 * smoothing);
  // w̃ at the lags −reach … reach, not normalised yet.
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / smoothing) ** 2),
  );
  const smooth = new Float64Array(steps * dim);
  const interior = powerOf(kernel, 0, 2 * reach);
  for (let t = 0; t < steps; t++) {
    const first = Math.max(0, reach - t);
    const last = Math.min(2 * reach, reach + steps - 1 - t);
    const power = last - first === 2 * reach ? interior : powerOf(kernel, first, last);
    const scale = 1 / Math.sqrt(power);
    for (let i = 0; i < dim; i++) {
      let sum = 0;
      for (let lag = first; lag <= last; lag++) sum += kernel[lag] * white[(t - reach + lag) * dim + i];
      smooth[t * dim + i] = sum * scale;
    }
  }
  return smooth;
}

/** Σ w̃² over a part of the kernel, both ends included. */
function powerOf(kernel: Float64Array, first: number, last: number): number {
  let power = 0;
  for (let lag = first; lag <= last; lag++) power += kernel[lag] * kernel[lag];
  return power;
}
