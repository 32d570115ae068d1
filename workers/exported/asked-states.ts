/** The states that an exported file is asked about in its self-test. */
import type { RandomStream } from "../math/random.ts";
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";

export interface AskedStates {
  count: number;
  /** x: [n, dX]. */
  states: Float64Array;
  /** t: [n]. */
  timeSteps: number[];
}

/** Noise around the states of a rollout, as a share of each entry's standard deviation in it. */
const AROUND = 0.1;

/** States that a policy is whitened for: o ~ N(m, diag(s²)); what it does not see is 0. */
export function statesOfWhitening(
  { observation, whitening }: GaussianPolicy,
  count: number,
  dX: number,
  { normal }: RandomStream,
): AskedStates {
  const states = new Float64Array(count * dX);
  for (let i = 0; i < count; i++) {
    for (const [j, index] of observation.entries()) {
      states[i * dX + index] = whitening.mean[j] + whitening.scale[j] * normal();
    }
  }
  return { count, states, timeSteps: new Array(count).fill(0) };
}

/** States around those of a rollout: [T, dX], spread over its steps. */
export function statesOfRollout(
  visited: Float64Array,
  count: number,
  dX: number,
  { normal }: RandomStream,
): AskedStates {
  const T = visited.length / dX;
  const std = Array.from({ length: dX }, (_, j) => deviationOf(visited, dX, j));
  const timeSteps = Array.from({ length: count }, (_, i) => Math.floor((i * T) / count));
  const states = new Float64Array(count * dX);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < dX; j++) states[i * dX + j] = visited[timeSteps[i] * dX + j] + AROUND * std[j] * normal();
  }
  return { count, states, timeSteps };
}

/** Standard deviation of a column of rows [T, dX]. */
function deviationOf(rows: Float64Array, dX: number, column: number): number {
  const values = rows.filter((_, i) => i % dX === column);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
