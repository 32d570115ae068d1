/** Statistics of measured times. */

/** The middle and the quartiles of a sample. */
export interface Spread {
  lower: number;
  median: number;
  upper: number;
}

/** Quartiles with linear interpolation; the sample holds one number at least. */
export function spreadOf(sample: readonly number[]): Spread {
  const sorted = [...sample].sort((a, b) => a - b);
  return { lower: quantile(sorted, 0.25), median: quantile(sorted, 0.5), upper: quantile(sorted, 0.75) };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/**
 * Spread of a_i / b_i over rounds. Both of a pair were measured within one round, so that a machine that is slow for a
 * while slows both.
 */
export function ratioSpread(a: readonly number[], b: readonly number[]): Spread {
  return spreadOf(a.map((value, i) => value / b[i]));
}

/** The exponent p of y ≈ c·xᵖ, by least squares on logarithms. */
export function growthExponent(x: readonly number[], y: readonly number[]): number {
  const [logX, logY] = [x.map(Math.log), y.map(Math.log)];
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(logX), mean(logY)];
  const covariance = logX.reduce((sum, value, i) => sum + (value - meanX) * (logY[i] - meanY), 0);
  const variance = logX.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  return covariance / variance;
}
