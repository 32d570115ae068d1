/** Inputs and outputs of an exported file for readers elsewhere. */
import type { AskedStates } from "./asked-states.ts";
import type { ActorOutputs, ReferencePairs } from "./contract.ts";

const PAIRS = 16;

/** Some of the states, spread over all that were asked about. @param observations [n, dO] */
export function referencePairs(
  { count, timeSteps }: AskedStates,
  observations: Float32Array,
  said: ActorOutputs,
  hasTime: boolean,
): ReferencePairs {
  const rows = Array.from({ length: PAIRS }, (_, i) => Math.floor((i * count) / PAIRS));
  const pick = (values: Float32Array) => {
    const width = values.length / count;
    return Float32Array.from(rows.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]));
  };
  return {
    count: PAIRS,
    timeSteps: hasTime ? rows.map((row) => timeSteps[row]) : null,
    observations: pick(observations),
    outputs: { mean: pick(said.mean), std: pick(said.std), action: pick(said.action) },
  };
}
