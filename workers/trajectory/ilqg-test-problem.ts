/** A linear-quadratic problem around a trajectory that is not optimal, for the tests of iLQG. */
import type { LinearGaussianController } from "../trainer-api.ts";
import type { NominalModel } from "./ilqg-sweep.ts";
import { randomProblem } from "./test-problems.ts";
import type { Dims, LinearDynamics } from "./types.ts";

/** [dX] first state. */
const START = 0.7;

export function linearModel(dims: Dims, seed: number): { model: NominalModel; dynamics: LinearDynamics } {
  const { dynamics, cost, previous } = randomProblem(dims, seed);
  const nominal = { states: new Float64Array(0), actions: new Float64Array(0) };
  const model = { dims, nominal, transitions: dynamics.matrices, cost };
  return { model: { ...model, nominal: linearRollout(model, dynamics, previous) }, dynamics };
}

/** The rollout of a controller's mean actions, and its cost. */
export function linearRollout(
  { dims: { steps: T, stateDim: dX, actionDim: dU }, cost }: NominalModel,
  dynamics: LinearDynamics,
  { gains, offsets }: LinearGaussianController,
) {
  const D = dX + dU;
  const [states, actions] = [new Float64Array(T * dX).fill(START, 0, dX), new Float64Array(T * dU)];
  let total = 0;
  for (let t = 0; t < T; t++) {
    const x = states.subarray(t * dX, (t + 1) * dX);
    for (let i = 0; i < dU; i++) {
      actions[t * dU + i] = offsets[t * dU + i] + sumOver(dX, (j) => gains[(t * dU + i) * dX + j] * x[j]);
    }
    const y = [...x, ...actions.subarray(t * dU, (t + 1) * dU)];
    total +=
      cost.constants[t] +
      sumOver(D, (i) => y[i] * (cost.gradients[t * D + i] + 0.5 * row(cost.hessians, t * D + i, y)));
    for (let i = 0; i < dX && t + 1 < T; i++) {
      states[(t + 1) * dX + i] = dynamics.offsets[t * dX + i] + row(dynamics.matrices, t * dX + i, y);
    }
  }
  return { states, actions, cost: total };
}

/** Product of the i-th row of a matrix with y. */
function row(matrix: Float64Array, i: number, y: readonly number[]): number {
  return sumOver(y.length, (j) => matrix[i * y.length + j] * y[j]);
}

function sumOver(n: number, term: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += term(i);
  return sum;
}
