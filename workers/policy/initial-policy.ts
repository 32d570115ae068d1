/** The policy that the first training starts from. */
import type { RandomStream } from "../math/random.ts";
import type { PolicyOptions } from "./config.ts";
import { constantCovariance } from "./constant-covariance.ts";
import { constantDeviations } from "./deviations.ts";
import type { GaussianPolicy } from "./gaussian-policy.ts";
import type { Lessons } from "./lessons.ts";
import { initialParameters, networkShape } from "./network.ts";
import { columnsOf } from "./whitening.ts";

/**
 * A policy whose mean has learnt nothing yet, with whitening, scaling and covariance from the first lessons.
 * @param observation indices of the state's entries that it sees
 */
export function initialPolicy(
  options: PolicyOptions,
  observation: readonly number[],
  lessons: Lessons,
  random: RandomStream,
): GaussianPolicy {
  const { states, targets, stateDim, actionDim: dU } = lessons;
  const shape = networkShape(options, observation.length, dU);
  const everyAction = Array.from({ length: dU }, (_, j) => j);
  const actions = columnsOf(targets, dU, everyAction);
  const parameters = initialParameters(shape, random);
  const covariance = constantCovariance(lessons) ?? diagonal(actions.scale);
  const below = initialParameters(shape, random);
  return {
    observation: [...observation],
    whitening: columnsOf(states, stateDim, observation),
    network: { shape, parameters },
    scaling: { offset: actions.mean, scale: actions.scale },
    covariance,
    deviations:
      options.policyCovariance === "state" ? { shape, parameters: constantDeviations(shape, below, covariance) } : null,
  };
}

/** diag(s²). */
function diagonal(s: Float64Array): Float64Array {
  const matrix = new Float64Array(s.length ** 2);
  for (let j = 0; j < s.length; j++) matrix[j * s.length + j] = s[j] ** 2;
  return matrix;
}
