/** The trend of a series that jumps and saws: garbage collection and the system's pages make both. */

/**
 * Slope of the line through (x, y) by Theil and Sen: the median of the slopes between all pairs of points. A third of the
 * points may lie anywhere without moving it far. Needs two points of different x.
 */
export function robustSlope(x: readonly number[], y: readonly number[]): number {
  const slopes: number[] = [];
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) if (x[j] !== x[i]) slopes.push((y[j] - y[i]) / (x[j] - x[i]));
  }
  const sorted = Float64Array.from(slopes).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
