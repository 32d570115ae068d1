/**
 * How far fitted dynamics are off by one step, on rollouts that they were not fitted to:
 *
 *   e_t = √( 1/|J| Σ_{j∈J} ((x_{t+1} − f_xu,t [x_t; u_t] − f_c,t)_j / s_j)² ),    s_j² = mean of (x_{t+1} − x_t)_j²
 *
 * s_j is the root mean square of what one step changes of state j, over all steps of all the rollouts; J are the states that
 * change at all. So e_t has no unit, states of different units count alike, and its scale means something: 0 is a model that
 * knows what comes, and 1 one that does as well as saying that nothing will change. This is the root mean squared scaled
 * error of forecasts (Hyndman & Koehler 2006, Another look at measures of forecast accuracy), here at each step.
 *
 * Two other scales were not taken. With the covariance F_t that the model itself states, a vague model looks good, and the
 * floor of F_t decides about states that are the integral of others. With the spread over the samples at each step, a moment
 * at which a handful of rollouts do the same looks bad, and one at which they differ looks good.
 */
import { copy, dot } from "../math/vector.ts";
import type { StatesAndActions } from "../rollout.ts";
import type { Dims, LinearDynamics } from "../trajectory/types.ts";

/** A state that a step changes by less than this is at rest: the rest is rounding [units of the state]. */
const REST = 1e-9;

/** A rollout of T rows, of which the first `validSteps` were simulated. */
export type Judged = StatesAndActions & { validSteps: number };

/**
 * @param dynamics fitted to other rollouts than these
 * @returns e_t: [T] of each rollout; NaN where no simulated step follows
 */
export function predictionErrors(dynamics: LinearDynamics, rollouts: readonly Judged[], dims: Dims): Float64Array[] {
  const scales = stepChanges(rollouts, dims);
  return rollouts.map((rollout) => errorsOf(dynamics, rollout, scales, dims));
}

/** s: [dX], root mean square of what a step changes of each state; 0 where there is no step. */
function stepChanges(rollouts: readonly Judged[], { stateDim: dX }: Dims): Float64Array {
  const squares = new Float64Array(dX);
  let count = 0;
  for (const { states, validSteps } of rollouts) {
    for (let t = 0; t + 1 < validSteps; t++, count++)
      for (let j = 0; j < dX; j++) squares[j] += (states[(t + 1) * dX + j] - states[t * dX + j]) ** 2;
  }
  return squares.map((sum) => Math.sqrt(sum / Math.max(1, count)));
}

function errorsOf(
  { matrices, offsets }: LinearDynamics,
  { states, actions, validSteps }: Judged,
  scales: Float64Array,
  { steps, stateDim: dX, actionDim: dU }: Dims,
): Float64Array {
  const D = dX + dU;
  const moving = scales.reduce((count, s) => count + (s > REST ? 1 : 0), 0);
  const y = new Float64Array(D);
  const errors = new Float64Array(steps).fill(Number.NaN);
  for (let t = 0; moving > 0 && t + 1 < validSteps; t++) {
    copy(dX, states, t * dX, y, 0);
    copy(dU, actions, t * dU, y, dX);
    let sum = 0;
    for (let j = 0; j < dX; j++) {
      if (scales[j] <= REST) continue;
      // (f_xu,t [x_t; u_t] + f_c,t)_j
      const predicted = dot(D, matrices, (t * dX + j) * D, y, 0) + offsets[t * dX + j];
      sum += ((states[(t + 1) * dX + j] - predicted) / scales[j]) ** 2;
    }
    errors[t] = Math.sqrt(sum / moving);
  }
  return errors;
}

/** Root mean square of the errors of all steps and rollouts; NaN where there is none. */
export function overallError(errors: readonly Float64Array[]): number {
  let [sum, count] = [0, 0];
  for (const perStep of errors) {
    for (const e of perStep) {
      if (Number.isNaN(e)) continue;
      sum += e * e;
      count++;
    }
  }
  return Math.sqrt(sum / count);
}
