/**
 * What a file says in some states, next to what was exported: max_i |Δ_ij| / max_i |y_ij| of the worst entry j of the outputs y.
 *
 *   single   next to the same evaluation in single precision
 *   double   next to the evaluation in double precision
 *   allowed  what `single` may be: 1e-6, or where single precision itself is not that good, twice its own distance from
 *            double precision. Two ways of rounding agree no better than each of them is right (Higham, Accuracy and
 *            Stability of Numerical Algorithms, §3.1), and a runtime has an order of sums and an exponential of its own.
 */
import type { TaskDescription } from "../systems/description.ts";
import type { Actor } from "../trainer-api.ts";
import type { AskedStates } from "./asked-states.ts";
import type { ActorOutputs } from "./contract.ts";
import { largestShare } from "./differences.ts";
import { outputsInDouble, outputsInSingle } from "./expected-outputs.ts";
import { observed } from "./file-actor.ts";

const TOLERANCE = 1e-6;
const ROUNDINGS = 2;

export interface ComparedOutputs {
  single: number;
  double: number;
  allowed: number;
  /** What the file was shown: [n, dO]. */
  observations: Float32Array;
}

/** @param asked states that are floats @param observation indices of the entries that the file sees */
export function comparedOutputs(
  actor: Actor,
  asked: AskedStates,
  said: ActorOutputs,
  observation: readonly number[],
  description: TaskDescription,
): ComparedOutputs {
  const width = description.actionDim;
  const observations = observed(asked.count, asked.states, observation);
  const inSingle = outputsInSingle(actor, asked, observations, description);
  const inDouble = outputsInDouble(actor, asked, description);
  return {
    single: largestShare(said, inSingle, width),
    double: largestShare(said, inDouble, width),
    allowed: Math.max(TOLERANCE, ROUNDINGS * largestShare(inSingle, inDouble, width)),
    observations,
  };
}
