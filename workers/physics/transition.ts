/**
 * Derivatives of the true control step x_{t+1} = f(x_t, u_t) along a rollout:
 *
 *   δx_{t+1} = f_xu,t δy_t,   y = [x; u],   column j of f_xu ≈ (f(y + h e_j) − f(y − h e_j)) / 2h
 *
 * The whole control step is differenced, all its physics steps and the forces around them included: MuJoCo's own
 * `mjd_transitionFD` is a difference too, of one physics step, and does not know the water or the muscles.
 */
import type { Rollout } from "../rollout.ts";
import type { Condition } from "../systems/description.ts";
import type { System } from "../systems/system.ts";
import type { Simulation } from "./simulation.ts";

/** The part of a rollout that its derivatives are taken along. */
type Nominal = Pick<Rollout, "states" | "actions" | "validSteps">;

/**
 * @param h [m, rad, m/s, rad/s, action unit]
 * @param onStep called before every step; what it throws ends the work
 * @returns f_xu: [T, dX, D]; the last step's, which leads nowhere, is zero
 */
export function transitionDerivatives(
  simulation: Simulation,
  system: System,
  { shifts }: Condition,
  { states, actions, validSteps }: Nominal,
  h: number,
  onStep: () => void,
): Float64Array {
  const { steps, stateDim: dX, actionDim: dU } = system.description;
  simulation.placeBodies(shifts);
  const D = dX + dU;
  const matrices = new Float64Array(steps * dX * D);
  const stepFrom = controlStep(simulation, system);
  const y = new Float64Array(D);
  const [up, down] = [new Float64Array(dX), new Float64Array(dX)];
  for (let t = 0; t + 1 < steps; t++) {
    onStep();
    if (t + 1 >= validSteps) {
      rest(matrices, t * dX * D, simulation.nq, D);
      continue;
    }
    y.set(states.subarray(t * dX, (t + 1) * dX));
    y.set(actions.subarray(t * dU, (t + 1) * dU), dX);
    for (let j = 0; j < D; j++) {
      const value = y[j];
      y[j] = value + h;
      stepFrom(y, up);
      y[j] = value - h;
      stepFrom(y, down);
      y[j] = value;
      for (let i = 0; i < dX; i++) matrices[(t * dX + i) * D + j] = (up[i] - down[i]) / (2 * h);
    }
  }
  return matrices;
}

/** f: writes x_{t+1} into `next` for y = [x; u]. Every step starts afresh, so that it depends on y alone. */
function controlStep(
  simulation: Simulation,
  { substeps, description: { stateDim } }: System,
): (y: Float64Array, next: Float64Array) => void {
  const { nq } = simulation;
  return (y, next) => {
    simulation.reset(y.subarray(0, nq), y.subarray(nq, stateDim));
    simulation.step(y.subarray(stateDim), substeps);
    simulation.readState(next);
  };
}

/** After a fall the robot keeps its posture at no speed, whatever it does. */
function rest(matrices: Float64Array, at: number, nq: number, D: number): void {
  for (let i = 0; i < nq; i++) matrices[at + i * D + i] = 1;
}
