/** Slope of the line of least squares through points (x, y): Σ (x − x̄)(y − ȳ) / Σ (x − x̄)². */
export function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [xMean, yMean] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - xMean) * (y - yMean), 0);
  return covariance / points.reduce((sum, [x]) => sum + (x - xMean) ** 2, 0);
}
