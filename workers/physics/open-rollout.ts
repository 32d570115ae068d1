/**
 * A rollout in progress: the caller reads x_t and gives u_t, whether it has it at once or waits for somebody else to say.
 * Actions are clamped to their limits; one that is not finite ends the rollout as diverged.
 */
import type { Rollout, RolloutStatus } from "../rollout.ts";
import { actionLimits } from "../systems/action-limits.ts";
import type { CostPoint } from "../systems/costs/cost-term.ts";
import type { Condition } from "../systems/description.ts";
import type { System } from "../systems/system.ts";
import { arrange } from "./arrange.ts";
import type { Simulation } from "./simulation.ts";

export interface OpenRollout {
  /** x_t: [dX], written by every step. */
  readonly state: Float64Array;
  /** u_t: [dU], for the caller to write before `step`. */
  readonly action: Float64Array;
  /** Whether there is an action to take. */
  isOpen(): boolean;
  /** Applies u_t for a control period, and goes on to the next state. It allocates nothing. */
  step(): void;
  /** The rollout once it is closed. */
  result(): Rollout;
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
  /** [3] position of its goal, the same in all steps. */
  goal: Float64Array;
}

/** Where a rollout starts, how long it is to go on and who acts in it. */
export interface RolloutStart {
  condition: Condition;
  actor: Rollout["actor"];
  /** x_1: [dX]. */
  initialState: Float64Array;
  /** T, where it is not the task's own. */
  steps?: number;
}

/** Puts the condition's bodies in their places and the simulation at x_1. It serves one rollout at a time. */
export function openRollout(simulation: Simulation, system: System, start: RolloutStart): OpenRollout {
  const { costTerms, substeps, description } = system;
  const { condition, initialState, steps = description.steps } = start;
  const { stateDim: dX, actionDim: dU } = description;
  const { nq } = simulation;
  const { low, high } = actionLimits(description);
  const [x, u, tip] = [new Float64Array(dX), new Float64Array(dU), new Float64Array(3)];
  const goal = arrange(simulation, description, condition);
  const point: CostPoint = { state: x, action: u, tip, goal, tipJacobian: new Float64Array(0) };
  const tipSites = description.sites.tip.map((name) => simulation.site(name));
  const rows = { ...rowsOf(system, steps), goal };
  const { states, actions, costs, tips } = rows;
  let t = 0;
  let status: RolloutStatus | null = null;

  const readState = () => {
    const { positions, velocities } = simulation.views();
    for (let i = 0; i < nq; i++) states[t * dX + i] = x[i] = positions[i];
    for (let i = nq; i < dX; i++) states[t * dX + i] = x[i] = velocities[i - nq];
  };
  const step = () => {
    const defined = allFinite(u);
    if (!defined) u.fill(0);
    for (let i = 0; i < dU; i++) actions[t * dU + i] = u[i] = Math.min(high[i], Math.max(low[i], u[i]));
    simulation.advance(u, substeps, tipSites, tip);
    for (let i = 0; i < 3; i++) tips[3 * t + i] = tip[i];
    for (let l = 0; l < costTerms.length; l++) costs[t * costTerms.length + l] = costTerms[l].value(point);
    t++;
    if (!defined || !simulation.isSane()) status = "diverged";
    else if (system.fallen?.(x)) status = "fallen";
    else if (t === steps) status = "ok";
    else readState();
  };
  simulation.reset(initialState.subarray(0, nq), initialState.subarray(nq));
  readState();
  return {
    state: x,
    action: u,
    isOpen: () => status === null,
    step,
    result: () => ({
      condition: condition.name,
      actor: start.actor,
      ...closed(system, nq, rows, { status: status ?? "ok", validSteps: t, steps }),
    }),
  };
}

function rowsOf({ description: { stateDim, actionDim }, costTerms }: System, steps: number): Omit<Rows, "goal"> {
  const rows = (width: number) => new Float64Array(steps * width);
  return { states: rows(stateDim), actions: rows(actionDim), costs: rows(costTerms.length), tips: rows(3) };
}

function allFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

/** What there is to say at the end. */
type Ended = Omit<Rollout, "condition" | "actor">;

interface End {
  status: RolloutStatus;
  validSteps: number;
  /** T. */
  steps: number;
}

function closed(system: System, nq: number, rows: Rows, { status, validSteps, steps }: End): Ended {
  const { stateDim } = system.description;
  const { states, actions, costs, tips, goal } = rows;
  if (status === "fallen") rest(system, nq, validSteps, steps, rows);
  else for (const array of [states, actions, costs]) holdLastRow(array, steps, validSteps);
  const metric = system.metric({ steps: validSteps, horizon: steps, states, tips, goal });
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

/** What remains after a fall counts as standing still: the last posture at no speed and without action, at its cost. */
function rest(
  system: System,
  nq: number,
  validSteps: number,
  steps: number,
  { states, actions, costs, tips, goal }: Rows,
): void {
  const { stateDim: dX, actionDim: dU } = system.description;
  const last = validSteps - 1;
  const state = states.slice(last * dX, (last + 1) * dX).fill(0, nq);
  const action = new Float64Array(dU);
  const point: CostPoint = {
    state,
    action,
    tip: tips.slice(3 * last, 3 * validSteps),
    goal,
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
