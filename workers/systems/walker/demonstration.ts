/**
 * The first controller of the walker, from a demonstration (method section 6): the gait walks once without noise, and at
 * every time step t of that rollout its law u = g(x, phase_t) is expanded around the state x̄_t,
 *
 *   K_t = ∂g/∂x (x̄_t)        k_t = g(x̄_t) − K_t x̄_t        C_t = σ² I
 *
 * with the phase of the state machine as it was in the demonstration. What was a reaction to the ground becomes a plan in
 * time; the feedback keeps to it.
 */
import type { Simulation } from "../../physics/simulation.ts";
import type { LinearGaussianController } from "../../trainer-api.ts";
import { type GaitParameters, type GaitPhase, gaitTorques, nextPhase } from "./gait.ts";

export interface DemonstrationOptions {
  gait: GaitParameters;
  /** State at the beginning of a step of the left leg: positions, then velocities. */
  start: Float64Array;
  steps: number;
  /** Physics steps in a control step, and its length [s]. */
  substeps: number;
  dt: number;
  /** Largest torque [N·m]. */
  limit: number;
  /** σ [N·m]. */
  noise: number;
}

/** Change of a state that a derivative is taken over [m, rad, m/s, rad/s]. */
const STEP = 1e-5;
const DOFS = 9;
const dX = 2 * DOFS;
const dU = 6;

export function demonstratedController(
  simulation: Simulation,
  { gait, start, steps, substeps, dt, limit, noise }: DemonstrationOptions,
): LinearGaussianController {
  const controller = {
    gains: new Float64Array(steps * dU * dX),
    offsets: new Float64Array(steps * dU),
    covariances: new Float64Array(steps * dU * dU),
  };
  const x = new Float64Array(dX);
  const u = new Float64Array(dU);
  let phase: GaitPhase = { swing: "left", up: true, time: 0 };
  simulation.reset(start.slice(0, DOFS), start.slice(DOFS));
  for (let t = 0; t < steps; t++) {
    simulation.readState(x);
    expandGait(gait, phase, x, t, controller);
    for (let i = 0; i < dU; i++) controller.covariances[(t * dU + i) * dU + i] = noise ** 2;
    gaitTorques(phase, x, x.subarray(DOFS), gait, limit, u);
    simulation.step(u, substeps);
    simulation.readState(x);
    phase = nextPhase(phase, x, dt, gait);
  }
  return controller;
}

/** K_t and k_t by central differences; the torques' limits are left to the rollout. */
function expandGait(
  gait: GaitParameters,
  phase: GaitPhase,
  x: Float64Array,
  t: number,
  { gains, offsets }: LinearGaussianController,
): void {
  const law = (state: Float64Array) => {
    const u = new Float64Array(dU);
    gaitTorques(phase, state, state.subarray(DOFS), gait, Number.POSITIVE_INFINITY, u);
    return u;
  };
  offsets.set(law(x), t * dU);
  for (let j = 0; j < dX; j++) {
    const shifted = (by: number) => law(x.map((value, i) => (i === j ? value + by : value)));
    const [up, down] = [shifted(STEP), shifted(-STEP)];
    for (let i = 0; i < dU; i++) {
      const derivative = (up[i] - down[i]) / (2 * STEP);
      gains[(t * dU + i) * dX + j] = derivative;
      offsets[t * dU + i] -= derivative * x[j];
    }
  }
}
