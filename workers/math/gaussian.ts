/** Whole-data kernels of Gaussian fitting; data are row-major, a point a row. */

/** out: [n] ← (x_i − μ)ᵀ(L Lᵀ)⁻¹(x_i − μ) for data: [n, D], mean μ at (means, m0), L: [D, D] lower triangular at l0. */
export function mahalanobisSquared(
  n: number,
  D: number,
  data: Float64Array,
  means: Float64Array,
  m0: number,
  L: Float64Array,
  l0: number,
  z: Float64Array,
  out: Float64Array,
  o0: number,
): void {
  for (let p = 0; p < n; p++) {
    const x = p * D;
    let sum = 0;
    for (let i = 0; i < D; i++) {
      const row = l0 + i * D;
      let value = data[x + i] - means[m0 + i];
      for (let j = 0; j < i; j++) value -= L[row + j] * z[j];
      value /= L[row + i];
      z[i] = value;
      sum += value * value;
    }
    out[o0 + p] = sum;
  }
}

/**
 * Points of less weight than this are passed over in weighted moments: ten thousand of them weigh less than a hundred
 * thousandth of one point. Most points have no more weight in most components of a well-fitted mixture.
 */
export const negligibleWeight = 1e-9;

/** mean: [D] ← Σ w_i x_i / Σ w_i and returns Σ w_i, with data: [n, D] and weights w at (weights, w0). */
export function weightedMean(
  n: number,
  D: number,
  data: Float64Array,
  weights: Float64Array,
  w0: number,
  mean: Float64Array,
  m0: number,
): number {
  mean.fill(0, m0, m0 + D);
  let total = 0;
  for (let p = 0; p < n; p++) {
    const weight = weights[w0 + p];
    if (weight < negligibleWeight) continue;
    total += weight;
    for (let i = 0; i < D; i++) mean[m0 + i] += weight * data[p * D + i];
  }
  for (let i = 0; i < D; i++) mean[m0 + i] /= total;
  return total;
}

/** out: [D, D] ← Σ w_i (x_i − μ)(x_i − μ)ᵀ, with data: [n, D], weights w at (weights, w0) and μ at (mean, m0). */
export function weightedScatter(
  n: number,
  D: number,
  data: Float64Array,
  weights: Float64Array,
  w0: number,
  mean: Float64Array,
  m0: number,
  d: Float64Array,
  out: Float64Array,
  o0: number,
): void {
  out.fill(0, o0, o0 + D * D);
  for (let p = 0; p < n; p++) {
    const weight = weights[w0 + p];
    if (weight < negligibleWeight) continue;
    for (let i = 0; i < D; i++) {
      const di = data[p * D + i] - mean[m0 + i];
      d[i] = di;
      const row = o0 + i * D;
      for (let j = 0; j <= i; j++) out[row + j] += weight * di * d[j];
    }
  }
  for (let i = 0; i < D; i++) for (let j = 0; j < i; j++) out[o0 + j * D + i] = out[o0 + i * D + j];
}
