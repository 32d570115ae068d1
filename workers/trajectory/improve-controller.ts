/**
 * KL-constrained improvement of a controller (method section 1):
 *
 *   minimise over p   E_p[ℓ(τ)]     subject to   D_KL(p(τ)‖p̂(τ)) ≤ ε
 *
 * by the dual: a bracketing search in log η on the monotone map η ↦ KL(η) − ε. Each step of the search solves the
 * maximum-entropy LQR of the augmented cost and measures the divergence of its solution.
 */
import type { LinearGaussianController } from "../trainer-api.ts";
import { augmentCost, surprisalOf } from "./augment-cost.ts";
import { backwardPass } from "./backward-pass.ts";
import { forwardPass } from "./forward-pass.ts";
import { klDivergence } from "./kl-divergence.ts";
import type { Dims, GaussianState, LinearDynamics, Marginals, QuadraticCost } from "./types.ts";

/** What is to be improved: a model of one condition and the controller p̂ that its samples came from. */
export interface ImprovementProblem {
  dims: Dims;
  dynamics: LinearDynamics;
  cost: QuadraticCost;
  previous: LinearGaussianController;
  initial: GaussianState;
}

export interface ImprovementOptions {
  /** ε: bound on the whole trajectory's divergence [nat]. */
  klBound: number;
  /** η to start from: that of the last iteration. */
  eta0: number;
  /** The range of η. */
  minEta: number;
  maxEta: number;
  /** δ: first increase of η where Q_uu is not positive definite; doubled at every further failure. */
  regularisation: number;
  maxSearchSteps: number;
  /** The search stops when |KL − ε| < tolerance·ε. */
  tolerance: number;
  /** ω of the augmented cost; 0 is the published method. */
  entropyWeight: number;
}

/** Everything but ε and the first η, as is customary. */
export const customarySearch = {
  minEta: 1e-8,
  maxEta: 1e16,
  regularisation: 1e-4,
  maxSearchSteps: 50,
  tolerance: 0.1,
  entropyWeight: 0,
} as const;

/** One step of the search; `kl` is Infinity where the trajectory distribution overflowed. */
interface SearchStep {
  eta: number;
  kl: number;
}

export interface Improvement {
  status: "ok";
  controller: LinearGaussianController;
  eta: number;
  /** D_KL(p‖p̂) [nat]. */
  kl: number;
  /** [T], nat. */
  klPerStep: Float64Array;
  /** Of the new controller under the given dynamics. */
  marginals: Marginals;
  searchSteps: number;
  /** KL is within the tolerance of ε, or below ε at the smallest η (the bound does not bind). */
  converged: boolean;
  trace: SearchStep[];
}

export type ImprovementResult = Improvement | { status: "failed"; reason: string };

type Candidate = Pick<Improvement, "controller" | "eta" | "kl" | "klPerStep" | "marginals">;
/** A candidate, or the η at which the numbers overflowed, or a final failure. */
type Attempt =
  | { status: "ok"; candidate: Candidate }
  | { status: "overflow"; eta: number }
  | { status: "failed"; reason: string };

/** Solves at η, raising it to η + δ, η + 2δ, η + 4δ … until every Q_uu is positive definite. */
function solveAt(eta: number, problem: ImprovementProblem, surprisal: QuadraticCost, options: ImprovementOptions) {
  const { cost, dynamics, dims } = problem;
  let raised = eta;
  for (let delta = options.regularisation; raised < options.maxEta; delta *= 2) {
    const solution = backwardPass(augmentCost(cost, surprisal, raised, options.entropyWeight), dynamics, dims);
    if (solution.status !== "not-positive-definite") return { eta: raised, solution };
    raised = eta + delta;
  }
  return null;
}

/** One evaluation of η ↦ KL(η). */
function attempt(
  eta: number,
  problem: ImprovementProblem,
  surprisal: QuadraticCost,
  options: ImprovementOptions,
): Attempt {
  const solved = solveAt(eta, problem, surprisal, options);
  if (solved === null) {
    return { status: "failed", reason: `Q_uu is not positive definite for any η from ${eta} to ${options.maxEta}` };
  }
  if (solved.solution.status === "not-finite") return { status: "overflow", eta: solved.eta };
  const { controller } = solved.solution;
  const forward = forwardPass(controller, problem.dynamics, problem.initial, problem.dims);
  if (forward.status === "not-finite") return { status: "overflow", eta: solved.eta };
  const { marginals } = forward;
  const divergence = klDivergence(controller, problem.previous, marginals, problem.dims);
  if (divergence.status !== "ok") return { status: "overflow", eta: solved.eta };
  const { total, perStep } = divergence;
  return { status: "ok", candidate: { controller, eta: solved.eta, kl: total, klPerStep: perStep, marginals } };
}

interface Bracket {
  min: number;
  max: number;
}

/** The next η; `bracket` takes in the one just tried. */
function nextEta(bracket: Bracket, tried: number, klTooSmall: boolean): number {
  if (klTooSmall) {
    bracket.max = tried;
    return Math.max(Math.sqrt(bracket.min * bracket.max), 0.1 * bracket.max);
  }
  bracket.min = tried;
  return Math.min(Math.sqrt(bracket.min * bracket.max), 10 * bracket.min);
}

/** The better of two candidates: within the bound before outside of it, then the one closer to the bound. */
function better(a: Candidate | null, b: Candidate, bound: number): Candidate {
  if (a === null) return b;
  const [aWithin, bWithin] = [a.kl <= bound, b.kl <= bound];
  if (aWithin !== bWithin) return aWithin ? a : b;
  return Math.abs(a.kl - bound) <= Math.abs(b.kl - bound) ? a : b;
}

/** Below this relative width of the bracket no further η can be told apart. */
const narrowestBracket = 1e-9;

function search(problem: ImprovementProblem, surprisal: QuadraticCost, options: ImprovementOptions): ImprovementResult {
  const { klBound, minEta, maxEta, tolerance } = options;
  const bracket: Bracket = { min: minEta, max: maxEta };
  const trace: SearchStep[] = [];
  let best: Candidate | null = null;
  let eta = Math.min(maxEta, Math.max(minEta, options.eta0));
  while (trace.length < options.maxSearchSteps) {
    const tried = attempt(eta, problem, surprisal, options);
    if (tried.status === "failed") {
      if (best === null) return tried;
      break;
    }
    const candidate = tried.status === "ok" ? tried.candidate : null;
    const triedEta = tried.status === "ok" ? tried.candidate.eta : tried.eta;
    const kl = candidate?.kl ?? Infinity;
    trace.push({ eta: triedEta, kl });
    if (candidate && Math.abs(kl - klBound) < tolerance * klBound) {
      return { status: "ok", ...candidate, searchSteps: trace.length, converged: true, trace };
    }
    if (candidate) best = better(best, candidate, klBound);
    eta = nextEta(bracket, triedEta, kl < klBound);
    if (bracket.max - bracket.min <= narrowestBracket * bracket.max) break;
  }
  if (best === null) return { status: "failed", reason: "the trajectory distribution overflowed at every η tried" };
  const unbound = best.kl <= klBound && best.eta <= minEta * (1 + 1e-6);
  return { status: "ok", ...best, searchSteps: trace.length, converged: unbound, trace };
}

/**
 * The controller of least expected cost within ε of the previous one, under the given dynamics and cost.
 * Where the search ends without convergence the best candidate seen is returned (within the bound if there is one) and
 * flagged. Fails where p̂ is degenerate, Q_uu is never positive definite, or nothing finite was found.
 */
export function improveController(problem: ImprovementProblem, options: ImprovementOptions): ImprovementResult {
  const expansion = surprisalOf(problem.previous, problem.dims);
  if (expansion.status !== "ok") {
    return {
      status: "failed",
      reason: `previous action covariance is not positive definite at step ${expansion.step}`,
    };
  }
  return search(problem, expansion.surprisal, options);
}
