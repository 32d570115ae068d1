/**
 * Rolls out a time-varying linear-Gaussian controller in the simulator:
 *
 *   u_t = K_t x_t + k_t + L_t ε_t,   L_t L_tᵀ = C_t,   u_t clamped to the actions' limits
 */
import type { Rollout } from "../rollout.ts";
import type { CostPoint } from "../systems/costs/cost-term.ts";
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

/** What is written down at every control step. */
interface Rows {
  /** [T, dX]. */
  states: Float64Array;
  /** [T, dU]. */
  actions: Float64Array;
  /** [T, L]. */
  costs: Float64Array;
  /** [T, 3] positions of the end effector. */
  tips: Float64Array;
}

/** Simulates one rollout. A simulation that diverges is a result with status `diverged`; nothing is thrown. */
export function simulateRollout(
  simulation: Simulation,
  system: System,
  controller: ActingController,
  { initialState, noise }: RolloutRequest,
): Rollout {
  const { steps, stateDim, actionDim } = system.description;
  const { nq } = simulation;
  const rows = (width: number) => new Float64Array(steps * width);
  const record = {
    states: rows(stateDim),
    actions: rows(actionDim),
    costs: rows(system.costTerms.length),
    tips: rows(3),
  };
  simulation.reset(initialState.subarray(0, nq), initialState.subarray(nq));
  const { status, validSteps } = run(simulation, system, controller, noise, record);
  const { states, actions, costs, tips } = record;
  if (status === "fallen") rest(system, nq, validSteps, record);
  else for (const array of [states, actions, costs]) holdLastRow(array, steps, validSteps);
  const metric = system.metric({ steps: validSteps, states, tips });
  return {
    status,
    validSteps,
    states,
    actions,
    positions: columns(states, steps, 0, nq),
    velocities: columns(states, steps, nq, stateDim),
    costs,
    cost: sum(costs),
    metric,
    success: status === "ok" && system.succeeded(metric),
  };
}

/** The control loop. It allocates nothing: a step costs little more than MuJoCo's own. */
function run(
  simulation: Simulation,
  system: System,
  controller: ActingController,
  noise: Float64Array | null,
  { states, actions, costs, tips }: Rows,
): Pick<Rollout, "status" | "validSteps"> {
  const { costTerms, substeps, description } = system;
  const { steps, stateDim: dX, actionDim: dU } = description;
  const { low, high } = limits(system);
  const [x, u, tip] = [new Float64Array(dX), new Float64Array(dU), new Float64Array(3)];
  const point: CostPoint = { state: x, action: u, tip, tipJacobian: new Float64Array(0) };
  const tipSites = description.sites.tip.map((name) => simulation.site(name));
  const { nq } = simulation;
  for (let t = 0; t < steps; t++) {
    const { positions, velocities } = simulation.views();
    for (let i = 0; i < nq; i++) states[t * dX + i] = x[i] = positions[i];
    for (let i = nq; i < dX; i++) states[t * dX + i] = x[i] = velocities[i - nq];
    const defined = act(controller, t, x, noise, u);
    if (!defined) u.fill(0);
    for (let i = 0; i < dU; i++) actions[t * dU + i] = u[i] = Math.min(high[i], Math.max(low[i], u[i]));
    simulation.advance(u, substeps, tipSites, tip);
    for (let i = 0; i < 3; i++) tips[3 * t + i] = tip[i];
    for (let l = 0; l < costTerms.length; l++) costs[t * costTerms.length + l] = costTerms[l].value(point);
    if (!defined || !simulation.isSane()) return { status: "diverged", validSteps: t + 1 };
    if (system.fallen?.(x)) return { status: "fallen", validSteps: t + 1 };
  }
  return { status: "ok", validSteps: steps };
}

/** u = K_t x + k_t + L_t ε_t. Returns whether all of it is finite. */
function act(
  { gains: K, offsets: k, factors: L }: ActingController,
  t: number,
  x: Float64Array,
  noise: Float64Array | null,
  u: Float64Array,
): boolean {
  const dU = u.length;
  const dX = x.length;
  let defined = true;
  for (let i = 0; i < dU; i++) {
    const row = t * dU + i;
    let sum = k[row];
    for (let j = 0; j < dX; j++) sum += K[row * dX + j] * x[j];
    if (noise) for (let j = 0; j <= i; j++) sum += L[row * dU + j] * noise[t * dU + j];
    u[i] = sum;
    defined &&= Number.isFinite(sum);
  }
  return defined;
}

/** [dU] bounds of the actions; infinite where there is none. */
function limits({ description: { actions } }: System): { low: Float64Array; high: Float64Array } {
  return {
    low: Float64Array.from(actions, ({ range }) => range?.[0] ?? Number.NEGATIVE_INFINITY),
    high: Float64Array.from(actions, ({ range }) => range?.[1] ?? Number.POSITIVE_INFINITY),
  };
}

/** What remains after a fall counts as standing still: the last posture at no speed and without action, at its cost. */
function rest(system: System, nq: number, validSteps: number, { states, actions, costs, tips }: Rows): void {
  const { stateDim: dX, actionDim: dU, steps } = system.description;
  const last = validSteps - 1;
  const state = states.slice(last * dX, (last + 1) * dX).fill(0, nq);
  const action = new Float64Array(dU);
  const point: CostPoint = {
    state,
    action,
    tip: tips.slice(3 * last, 3 * validSteps),
    tipJacobian: new Float64Array(0),
  };
  const values = system.costTerms.map((term) => term.value(point));
  for (let t = validSteps; t < steps; t++) {
    states.set(state, t * dX);
    actions.set(action, t * dU);
    costs.set(values, t * values.length);
  }
}

/** Repeats the last of the valid rows to the end. */
function holdLastRow(rows: Float64Array, steps: number, validSteps: number): void {
  const width = rows.length / steps;
  const last = rows.subarray((validSteps - 1) * width, validSteps * width);
  for (let t = validSteps; t < steps; t++) rows.set(last, t * width);
}

/** Columns [from, to) of rows [steps, width]. */
function columns(rows: Float64Array, steps: number, from: number, to: number): Float64Array {
  const width = rows.length / steps;
  const out = new Float64Array(steps * (to - from));
  let at = 0;
  for (let row = 0; row < rows.length; row += width) {
    for (let i = from; i < to; i++) out[at++] = rows[row + i];
  }
  return out;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
