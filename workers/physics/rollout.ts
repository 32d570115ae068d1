/**
 * Rolls out a time-varying linear-Gaussian controller in the simulator:
 *
 *   u_t = K_t x_t + k_t + L_t ε_t,   L_t L_tᵀ = C_t,   u_t clamped to the actions' limits
 */
import type { Rollout } from "../rollout.ts";
import type { System } from "../systems/system.ts";
import { openRollout } from "./open-rollout.ts";
import type { Simulation } from "./simulation.ts";

/** A controller ready to act: covariances as their Cholesky factors. */
export interface ActingController {
  /** K: [T, dU, dX]. */
  gains: Float64Array;
  /** k: [T, dU]. */
  offsets: Float64Array;
  /** L: [T, dU, dU] lower triangular. */
  factors: Float64Array;
}

export interface RolloutRequest {
  /** x_1: [dX]. */
  initialState: Float64Array;
  /** ε: [T, dU], or null for a rollout of the mean action. */
  noise: Float64Array | null;
}

/** Simulates one rollout. A simulation that diverges is a result with status `diverged`; nothing is thrown. */
export function simulateRollout(
  simulation: Simulation,
  system: System,
  controller: ActingController,
  { initialState, noise }: RolloutRequest,
): Rollout {
  const rollout = openRollout(simulation, system, initialState);
  const { state, action } = rollout;
  for (let t = 0; rollout.isOpen(); t++) {
    act(controller, t, state, noise, action);
    rollout.step();
  }
  return rollout.result();
}

/** u = K_t x + k_t + L_t ε_t. */
function act(
  { gains: K, offsets: k, factors: L }: ActingController,
  t: number,
  x: Float64Array,
  noise: Float64Array | null,
  u: Float64Array,
): void {
  const dU = u.length;
  const dX = x.length;
  for (let i = 0; i < dU; i++) {
    const row = t * dU + i;
    let sum = k[row];
    for (let j = 0; j < dX; j++) sum += K[row * dX + j] * x[j];
    if (noise) for (let j = 0; j <= i; j++) sum += L[row * dU + j] * noise[t * dU + j];
    u[i] = sum;
  }
}
