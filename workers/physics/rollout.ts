/**
 * Rolls out a time-varying linear-Gaussian controller in the simulator:
 *
 *   u_t = K_t x_t + k_t + L_t ε_t,   L_t L_tᵀ = C_t,   u_t clamped to the actions' limits
 */
import type { Rollout } from "../rollout.ts";
import type { System } from "../systems/system.ts";
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
  request: RolloutRequest,
): Rollout {
  const { steps, stateDim: dX, actionDim: dU } = system.description;
  const { nq, nv } = simulation;
  const L = system.costTerms.length;
  const states = new Float64Array(steps * dX);
  const actions = new Float64Array(steps * dU);
  const positions = new Float64Array(steps * nq);
  const velocities = new Float64Array(steps * nv);
  const costs = new Float64Array(steps * L);
  const tips = new Float64Array(steps * 3);
  const state = new Float64Array(dX);
  const point = { state, action: new Float64Array(dU), tip: new Float64Array(3), tipJacobian: new Float64Array(0) };
  const tipSite = simulation.site(system.description.sites.tip);

  simulation.reset(request.initialState.subarray(0, nq), request.initialState.subarray(nq));
  let validSteps = 0;
  let sane = true;
  for (let t = 0; t < steps && sane; t++) {
    simulation.readState(state.subarray(0, nq), state.subarray(nq));
    simulation.updateKinematics();
    simulation.readSite(tipSite, point.tip);
    act(controller, t, state, request.noise, point.action);
    sane = point.action.every(Number.isFinite);
    if (!sane) point.action.fill(0);
    clamp(point.action, system);
    states.set(state, t * dX);
    positions.set(state.subarray(0, nq), t * nq);
    velocities.set(state.subarray(nq), t * nv);
    actions.set(point.action, t * dU);
    tips.set(point.tip, t * 3);
    for (let l = 0; l < L; l++) costs[t * L + l] = system.costTerms[l].value(point);
    simulation.step(point.action, system.substeps);
    sane &&= simulation.isSane();
    validSteps = t + 1;
  }
  const status = sane ? "ok" : "diverged";
  for (const rows of [states, actions, positions, velocities, costs]) holdLastRow(rows, steps, validSteps);
  const metric = system.metric({ steps: validSteps, states, tips });
  return {
    status,
    validSteps,
    states,
    actions,
    positions,
    velocities,
    costs,
    cost: costs.reduce((sum, cost) => sum + cost, 0),
    metric,
    success: status === "ok" && system.succeeded(metric),
  };
}

/** u = K_t x + k_t + L_t ε_t. */
function act(
  controller: ActingController,
  t: number,
  x: Float64Array,
  noise: Float64Array | null,
  u: Float64Array,
): void {
  const { gains: K, offsets: k, factors: L } = controller;
  const dU = u.length;
  const dX = x.length;
  for (let i = 0; i < dU; i++) {
    let sum = k[t * dU + i];
    for (let j = 0; j < dX; j++) sum += K[(t * dU + i) * dX + j] * x[j];
    if (noise) for (let j = 0; j <= i; j++) sum += L[(t * dU + i) * dU + j] * noise[t * dU + j];
    u[i] = sum;
  }
}

function clamp(u: Float64Array, system: System): void {
  for (const [i, { range }] of system.description.actions.entries()) {
    if (range) u[i] = Math.min(range[1], Math.max(range[0], u[i]));
  }
}

/** Repeats the last of the valid rows to the end. */
function holdLastRow(rows: Float64Array, steps: number, validSteps: number): void {
  const width = rows.length / steps;
  const last = rows.subarray((validSteps - 1) * width, validSteps * width);
  for (let t = validSteps; t < steps; t++) rows.set(last, t * width);
}
