/**
 * Distances between configurations, the first half of a state: each position in its own standard deviations. How fast the robot
 * moves through a configuration does not say where on its way it is: one that searches is slow where another was fast.
 */

/** A position that hardly changes does not decide what is near. */
const LEAST_SPREAD = 1e-6;

/** σ: [dX/2] standard deviations of the positions in all the paths [T, dX], one at least. */
export function spreadOf(paths: readonly Float64Array[], dX: number): Float64Array {
  const count = paths.reduce((sum, path) => sum + path.length / dX, 0);
  const meanOf = (j: number, value: (q: number) => number): number => {
    let sum = 0;
    for (const path of paths) for (let i = j; i < path.length; i += dX) sum += value(path[i]);
    return sum / count;
  };
  return Float64Array.from({ length: dX / 2 }, (_, j) => {
    const mean = meanOf(j, (q) => q);
    const variance = meanOf(j, (q) => (q - mean) ** 2);
    return Math.max(LEAST_SPREAD, Math.sqrt(variance));
  });
}

/** ‖(q_a − q_b) / σ‖² of the states that begin at these places. */
export function squaredDistance(
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
  sigma: Float64Array,
): number {
  let sum = 0;
  for (let j = 0; j < sigma.length; j++) sum += ((a[aAt + j] - b[bAt + j]) / sigma[j]) ** 2;
  return sum;
}

/** Of a path [T, dX] the step whose configuration is nearest; of several that are as near, the first. */
export function nearestStep(states: Float64Array, at: number, path: Float64Array, sigma: Float64Array): number {
  const dX = 2 * sigma.length;
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let t = 0; t * dX < path.length; t++) {
    const distance = squaredDistance(states, at, path, t * dX, sigma);
    if (distance < least) [nearest, least] = [t, distance];
  }
  return nearest;
}
