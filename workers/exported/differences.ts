/** How far outputs and rollouts lie apart, as shares of what they are. NaN where one of them is not a number. */
import type { Rollout } from "../rollout.ts";
import type { ActorOutputs } from "./contract.ts";

/** Actions below this are none [their units]: a controller at rest in its aim asks for the rounding of nothing. */
const NOTHING = 1e-9;

/** max_i |Δ_ij| / max_i |y_ij| of the worst entry of all outputs. */
export function largestShare(said: ActorOutputs, expected: ActorOutputs, width: number): number {
  const outputs = ["mean", "std", "action"] as const;
  return Math.max(...outputs.flatMap((output) => columnShares(said[output], expected[output], width)));
}

function columnShares(said: Float32Array, expected: Float32Array, width: number): number[] {
  const differences = new Float64Array(width);
  const largest = new Float64Array(width).fill(NOTHING);
  for (let i = 0; i < expected.length; i++) {
    const j = i % width;
    // A NaN stays.
    differences[j] = Math.max(differences[j], Math.abs(said[i] - expected[i]));
    largest[j] = Math.max(largest[j], Math.abs(expected[i]));
  }
  return Array.from(differences, (difference, j) => difference / largest[j]);
}

/** max_j max_t |Δ_tj| / max(1, max_t |x_tj|) over the first `steps` of two rollouts. */
export function stateDifference(a: Rollout, b: Rollout, steps: number, dX: number): number {
  const [differences, largest] = [new Float64Array(dX), new Float64Array(dX).fill(1)];
  for (let i = 0; i < steps * dX; i++) {
    const j = i % dX;
    differences[j] = Math.max(differences[j], Math.abs(a.states[i] - b.states[i]));
    largest[j] = Math.max(largest[j], Math.abs(b.states[i]));
  }
  return Math.max(...differences.map((difference, j) => difference / largest[j]));
}
