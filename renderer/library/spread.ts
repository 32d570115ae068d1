/** Mean and standard deviation over the seeds of a configuration. */
export interface Spread {
  mean: number;
  /** Of the sample, n − 1; null for a single value, which has none. */
  std: number | null;
  least: number;
  greatest: number;
  count: number;
}

/** Of the values that there are; null when there are none. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null);
  const count = known.length;
  if (count === 0) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const std = count < 2 ? null : Math.sqrt(squares / (count - 1));
  return { mean, std, least: Math.min(...known), greatest: Math.max(...known), count };
}
