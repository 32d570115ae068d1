/**
 * Minimisation of a smooth function by L-BFGS: x ← x + α d with d = −H g from the last steps (lbfgs-memory.ts) and α from a
 * line search for the strong Wolfe conditions (line-search.ts). Values never rise.
 */
import { dot } from "../math/vector.ts";
import { LbfgsMemory } from "./lbfgs-memory.ts";
import { type Probe, wolfeSearch } from "./line-search.ts";

/** x, gradient ↦ f(x), with the gradient written into its array. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  /** Steps that are remembered. */
  history: number;
  maxEvaluations: number;
  /** Done where ‖g‖ ≤ this · max(1, |f|). */
  gradientTolerance: number;
  /** Done where a step lowers f by no more than this · |f|. */
  valueTolerance: number;
  /** Relative rounding error of f. */
  rounding: number;
}

/**
 * "converged": the gradient is small; "settled": steps gain too little; "no-descent": rounding leaves no step that lowers
 * f; "evaluation-limit"; "not-finite": f or its gradient is not finite at the start, which is returned.
 */
export type MinimiseStatus = "converged" | "settled" | "no-descent" | "evaluation-limit" | "not-finite";

export interface Minimum {
  status: MinimiseStatus;
  x: Float64Array;
  value: number;
  gradientNorm: number;
  evaluations: number;
}

interface Point extends Probe {
  x: Float64Array;
  gradient: Float64Array;
}

/** More evaluations than this along one direction tell that the direction is of no use. */
const mostProbes = 25;

/** @param memory what an earlier minimisation of nearly the same function has learnt, and this one goes on with */
export function minimise(
  objective: Objective,
  start: Float64Array,
  options: MinimiseOptions,
  memory = new LbfgsMemory(start.length, options.history),
): Minimum {
  const state: State = {
    current: pointLike(start),
    spares: [pointLike(start), pointLike(start)],
    evaluations: 0,
    memory,
  };
  const direction = new Float64Array(start.length);
  evaluateAt(objective, { ...state.current, x: start }, direction, 0, state.current);
  state.evaluations = 1;
  let status = isFinitePoint(state.current) ? endOf(state, options) : "not-finite";
  while (status === null) status = advance(objective, state, direction, options) ?? endOf(state, options);
  const { x, value, gradient } = state.current;
  return { status, x, value, gradientNorm: normOf(gradient), evaluations: state.evaluations };
}

interface State {
  current: Point;
  spares: [Point, Point];
  evaluations: number;
  memory: LbfgsMemory;
}

/** Why there is to be no further step, or null. */
function endOf({ current, evaluations }: State, options: MinimiseOptions): MinimiseStatus | null {
  const small = options.gradientTolerance * Math.max(1, Math.abs(current.value));
  if (normOf(current.gradient) <= small) return "converged";
  return evaluations >= options.maxEvaluations ? "evaluation-limit" : null;
}

/** One step, or none where what is remembered misleads and is forgotten. Returns why steps end here, or null. */
function advance(
  objective: Objective,
  state: State,
  direction: Float64Array,
  options: MinimiseOptions,
): MinimiseStatus | null {
  const { current, spares, memory } = state;
  memory.descend(current.gradient, direction);
  current.step = 0;
  current.slope = dot(direction.length, direction, 0, current.gradient, 0);
  const search = wolfeSearch(current, spares, (step, into) => evaluateAt(objective, current, direction, step, into), {
    firstStep: memory.isEmpty ? Math.min(1, 1 / normOf(current.gradient)) : 1,
    maxEvaluations: Math.min(mostProbes, options.maxEvaluations - state.evaluations),
    rounding: options.rounding,
  });
  state.evaluations += search.evaluations;
  const next = search.probe;
  if (search.status === "none") {
    if (memory.isEmpty) return state.evaluations < options.maxEvaluations ? "no-descent" : "evaluation-limit";
    memory.forget();
    return null;
  }
  memory.remember(current.x, current.gradient, next.x, next.gradient);
  state.current = next;
  state.spares = spares[0] === next ? [current, spares[1]] : [spares[0], current];
  return current.value - next.value <= options.valueTolerance * Math.abs(next.value) ? "settled" : null;
}

function isFinitePoint(point: Point): boolean {
  return Number.isFinite(point.value) && Number.isFinite(normOf(point.gradient));
}

/** φ(α) = f(x + α d) and φ'(α) = dᵀ g(x + α d). */
function evaluateAt(objective: Objective, from: Point, direction: Float64Array, step: number, into: Point): void {
  for (let i = 0; i < direction.length; i++) into.x[i] = from.x[i] + step * direction[i];
  into.step = step;
  into.value = objective(into.x, into.gradient);
  into.slope = dot(direction.length, direction, 0, into.gradient, 0);
}

function pointLike(x: Float64Array): Point {
  return {
    x: new Float64Array(x.length),
    gradient: new Float64Array(x.length),
    step: 0,
    value: Number.NaN,
    slope: Number.NaN,
  };
}

function normOf(g: Float64Array): number {
  return Math.sqrt(dot(g.length, g, 0, g, 0));
}
