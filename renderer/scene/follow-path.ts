/** The way of a camera that goes with a robot: where the robot is, without its to and fro. */
import type { Vector } from "../../workers/physics/quaternion.ts";

/**
 * Mean of the path over up to `reach` points to either side of each; nearer to an end over as many as there are on both
 * sides, so that the ways begin and end together.
 */
export function smoothed(path: readonly Vector[], reach: number): Vector[] {
  const sums: Vector[] = [[0, 0, 0]];
  for (const [i, point] of path.entries()) sums.push(sums[i]!.map((sum, j) => sum + point[j]!) as Vector);
  return path.map((_, i) => {
    const side = Math.min(reach, i, path.length - 1 - i);
    const [before, after] = [sums[i - side]!, sums[i + side + 1]!];
    return after.map((sum, j) => (sum - before[j]!) / (2 * side + 1)) as Vector;
  });
}
