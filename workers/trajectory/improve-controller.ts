/**
 * KL-constrained improvement of a controller (method sections 1 and 3):
 *
 *   minimise over p   E_p[ℓ(τ)] + Σ_t λ_t D_KL,t     subject to   D_KL(p(τ)‖p̂(τ)) ≤ ε
 *
 * by the dual: a bracketing search in log η on the monotone map η ↦ KL(η) − ε. Each step of the search minimises the
 * Lagrangian, whose policy term D_KL,t is there with a policy only, and measures the divergence of its solution.
 */
import type { LinearGaussianController } from "../trainer-api.ts";
import type { TrajectoryKernels } from "./kernels.ts";
import { type Lagrangian, prepareLagrangian } from "./lagrangian.ts";
import { type Minimum, minimiseLagrangian } from "./minimise-lagrangian.ts";
import type { ImprovementProblem, Marginals } from "./types.ts";

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

/** One search for η: what is to be improved, and how. */
export interface ImprovementSearch {
  problem: ImprovementProblem;
  options: ImprovementOptions;
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
  /** Backward passes at the last η: more than one where the policy's divergence is measured at predicted states. */
  sweeps: number;
  /** Alternations of gains and covariance at the step that took the most; 0 without the appendix's policy term. */
  alternations: number;
  searchSteps: number;
  /** KL is within the tolerance of ε, or below ε at the smallest η (the bound does not bind). */
  converged: boolean;
  trace: SearchStep[];
}

export type ImprovementResult = Improvement | { status: "failed"; reason: string };

/** What the search works on, for any η. */
interface Dual {
  lagrangian: Lagrangian;
  options: ImprovementOptions;
  kernels: TrajectoryKernels;
}

type Solution = Pick<Improvement, "controller" | "klPerStep" | "marginals" | "sweeps" | "alternations">;

/** A step of the search, with its solution if that is wanted; or why there is none for any η. */
type Attempt =
  | { status: "ok"; step: SearchStep & { solution: Solution | null } }
  | { status: "failed"; reason: string };

/** Solves at η, raising it to η + δ, η + 2δ, η + 4δ … until every Q_uu is positive definite. */
function solveAt(eta: number, { lagrangian, options, kernels }: Dual) {
  const { entropyWeight } = options;
  let raised = eta;
  for (let delta = options.regularisation; raised < options.maxEta; delta *= 2) {
    const minimum = minimiseLagrangian({ eta: raised, entropyWeight }, lagrangian, kernels);
    if (minimum.status !== "not-positive-definite") return { eta: raised, minimum };
    raised = eta + delta;
  }
  return null;
}

/** One evaluation of η ↦ KL(η) in a scope of the kernels' memory; a solution whose KL is wanted is copied out of it. */
function evaluate(eta: number, dual: Dual, isWanted: (kl: number) => boolean): Attempt {
  const raised = solveAt(eta, dual);
  if (raised === null) {
    return {
      status: "failed",
      reason: `Q_uu is not positive definite for any η from ${eta} to ${dual.options.maxEta}`,
    };
  }
  const { minimum } = raised;
  if (minimum.status !== "ok") return { status: "ok", step: { eta: raised.eta, kl: Infinity, solution: null } };
  // KL(η) = D_KL(p‖p̂)
  const kl = minimum.divergence.total;
  return { status: "ok", step: { eta: raised.eta, kl, solution: isWanted(kl) ? copyOf(minimum) : null } };
}

function copyOf({ controller, divergence, marginals, sweeps, alternations }: Minimum): Solution {
  const { gains, offsets, covariances } = controller;
  return {
    controller: { gains: gains.slice(), offsets: offsets.slice(), covariances: covariances.slice() },
    klPerStep: divergence.perStep.slice(),
    marginals: { means: marginals.means.slice(), covariances: marginals.covariances.slice() },
    sweeps,
    alternations,
  };
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

/** The better of two steps: within the bound before outside of it, then the one closer to the bound. */
function better(a: SearchStep | null, b: SearchStep, bound: number): SearchStep {
  if (a === null) return b;
  const [aWithin, bWithin] = [a.kl <= bound, b.kl <= bound];
  if (aWithin !== bWithin) return aWithin ? a : b;
  return Math.abs(a.kl - bound) <= Math.abs(b.kl - bound) ? a : b;
}

/** Below this relative width of the bracket no further η can be told apart. */
const narrowestBracket = 1e-9;

function search(dual: Dual): ImprovementResult {
  const { options, kernels } = dual;
  const { klBound, minEta, maxEta, tolerance } = options;
  const bracket: Bracket = { min: minEta, max: maxEta };
  const trace: SearchStep[] = [];
  const isAtBound = (kl: number) => Math.abs(kl - klBound) < tolerance * klBound;
  let best: SearchStep | null = null;
  let eta = Math.min(maxEta, Math.max(minEta, options.eta0));
  while (trace.length < options.maxSearchSteps) {
    const tried = kernels.scope(() => evaluate(eta, dual, isAtBound));
    if (tried.status === "failed") {
      if (best === null) return tried;
      break;
    }
    const { solution, ...step } = tried.step;
    trace.push(step);
    if (solution) return { status: "ok", ...step, ...solution, searchSteps: trace.length, converged: true, trace };
    if (step.kl < Infinity) best = better(best, step, klBound);
    eta = nextEta(bracket, step.eta, step.kl < klBound);
    if (bracket.max - bracket.min <= narrowestBracket * bracket.max) break;
  }
  return conclude(best, trace, dual);
}

/** The best step of a search that did not come to the bound; solving it again costs less than keeping every solution. */
function conclude(best: SearchStep | null, trace: SearchStep[], dual: Dual): ImprovementResult {
  const { klBound, minEta } = dual.options;
  const again = best && dual.kernels.scope(() => evaluate(best.eta, dual, () => true));
  if (again?.status !== "ok" || again.step.solution === null) {
    return { status: "failed", reason: "the trajectory distribution overflowed at every η tried" };
  }
  const { eta, kl, solution } = again.step;
  const unbound = kl <= klBound && eta <= minEta * (1 + 1e-6);
  return { status: "ok", eta, kl, ...solution, searchSteps: trace.length, converged: unbound, trace };
}

/**
 * The controller of least expected cost within ε of the previous one, under the given dynamics and cost.
 * Where the search ends without convergence the best candidate seen is returned (within the bound if there is one) and
 * flagged. Fails where p̂ or the policy is degenerate, Q_uu is never positive definite, or nothing finite was found.
 */
export function improveController(
  problem: ImprovementProblem,
  options: ImprovementOptions,
  kernels: TrajectoryKernels,
): ImprovementResult {
  return kernels.scope(() => {
    const prepared = prepareLagrangian(problem, kernels);
    return prepared.status === "ok" ? search({ lagrangian: prepared.lagrangian, options, kernels }) : prepared;
  });
}
