/** Distances between states whose entries have different units: each in its own standard deviations. */

/** An entry that hardly moves does not decide what is near. */
const LEAST_SPREAD = 1e-6;

/** σ: [dX] standard deviations of the states of all the paths [T, dX], one at least. */
export function spreadOf(paths: readonly Float64Array[], dX: number): Float64Array {
  const count = paths.reduce((sum, path) => sum + path.length / dX, 0);
  const meanOf = (j: number, value: (x: number) => number): number => {
    let sum = 0;
    for (const path of paths) for (let i = j; i < path.length; i += dX) sum += value(path[i]);
    return sum / count;
  };
  return Float64Array.from({ length: dX }, (_, j) => {
    const mean = meanOf(j, (x) => x);
    return Math.max(LEAST_SPREAD, Math.sqrt(meanOf(j, (x) => (x - mean) ** 2)));
  });
}

/** ‖(a − b) / σ‖² of the rows that begin at these places. */
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

/** Of a path [T, dX] the step whose state is nearest; of several that are as near, the first. */
export function nearestStep(states: Float64Array, at: number, path: Float64Array, sigma: Float64Array): number {
  const T = path.length / sigma.length;
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let t = 0; t < T; t++) {
    const distance = squaredDistance(states, at, path, t * sigma.length, sigma);
    if (distance < least) [nearest, least] = [t, distance];
  }
  return nearest;
}
