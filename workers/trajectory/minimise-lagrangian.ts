/**
 * The controller of least Lagrangian for a given multiplier η (method sections 1 and 3; ./lagrangian.ts).
 *
 * With the appendix's policy term, whose x̂ and S come from the last forward pass, backward and forward passes alternate
 * until L stops falling. They begin with what p̂ visits, so that the result is a function of η alone.
 */
import type { LinearGaussianController } from "../trainer-api.ts";
import type { TrajectoryKernels } from "./kernels.ts";
import { type Evaluated, type Lagrangian, lagrangianOf, type Multipliers } from "./lagrangian.ts";
import { withPolicyEntropy } from "./reverse-term.ts";
import type {
  AugmentedCost,
  ImprovementProblem,
  Marginals,
  NotFinite,
  NotPositiveDefinite,
  PolicyTerm,
} from "./types.ts";

export interface Minimum extends Evaluated {
  status: "ok";
  /** Backward passes. */
  sweeps: number;
  /** Alternations of K, k and C in the last of them, at the step that took the most; 0 without the appendix's term. */
  alternations: number;
}

export type MinimumResult = Minimum | NotPositiveDefinite | NotFinite;

/**
 * argmin L. Returns `not-positive-definite` where some Q_uu is not (a larger η helps), `not-finite` where the solution or
 * its trajectory distribution overflows.
 */
export function minimiseLagrangian(
  multipliers: Multipliers,
  lagrangian: Lagrangian,
  kernels: TrajectoryKernels,
): MinimumResult {
  const { problem, cost, surprisal, visited } = lagrangian;
  const { dynamics, dims, policy } = problem;
  // ℓ̃ = (ℓ − η log p̂) / (η + ω)
  const augmented: AugmentedCost = { cost, surprisal, ...multipliers };
  if (policy !== null && visited !== null) return alternate(augmented, policy, visited, lagrangian, kernels);
  // p = argmin E_p[ℓ̃] − H(p)
  const solved = kernels.backwardPass(augmented, dynamics, dims);
  if (solved.status !== "ok") return solved;
  const scale = multipliers.eta + multipliers.entropyWeight;
  const controller = policy === null ? solved.controller : withPolicyEntropy(solved.controller, policy, scale);
  const evaluated = evaluate(controller, problem, kernels);
  return evaluated.status === "ok" ? { ...evaluated, sweeps: 1, alternations: 0 } : evaluated;
}

/** Σ_t, ŷ_t and D_KL(p‖p̂) of a controller. */
function evaluate(
  controller: LinearGaussianController,
  { dynamics, previous, initial, dims }: ImprovementProblem,
  kernels: TrajectoryKernels,
): ({ status: "ok" } & Evaluated) | NotFinite {
  const forward = kernels.forwardPass(controller, dynamics, initial, dims);
  if (forward.status !== "ok") return forward;
  const divergence = kernels.klDivergence(controller, previous, forward.marginals, dims);
  // p̂ has been factored before: what has no factor here is C, which underflowed.
  if (divergence.status !== "ok") return { status: "not-finite", step: divergence.step };
  return { status: "ok", controller, marginals: forward.marginals, divergence };
}

/** L stops falling when it falls by less than this part. */
const TOLERANCE = 1e-9;
/** Four to seven sweeps are usual, and nearly all of the fall is in the first. */
const MAX_SWEEPS = 20;

/** Backward and forward passes for the appendix's term, from the given x̂ and S on; a single one where these are fixed. */
function alternate(
  augmented: AugmentedCost,
  policy: PolicyTerm,
  start: Marginals,
  lagrangian: Lagrangian,
  kernels: TrajectoryKernels,
): MinimumResult {
  const { problem } = lagrangian;
  let [visited, covariances] = [start, problem.previous.covariances];
  let least: { value: number; minimum: Minimum } | null = null;
  for (let sweeps = 1; ; sweeps++) {
    const solved = kernels.policyBackwardPass(augmented, policy, visited, covariances, problem.dynamics, problem.dims);
    if (solved.status !== "ok") return solved;
    const evaluated = evaluate(solved.controller, problem, kernels);
    if (evaluated.status !== "ok") return evaluated;
    const minimum: Minimum = { ...evaluated, sweeps, alternations: solved.alternations };
    if (policy.visited !== null) return minimum;

    const now = lagrangianOf(evaluated, policy, augmented, lagrangian, kernels);
    if (now.status !== "ok") return now;
    if (least !== null && now.value > least.value) return { ...least.minimum, sweeps };
    const fall = least === null ? Infinity : least.value - now.value;
    if (fall <= TOLERANCE * Math.abs(now.value) || sweeps === MAX_SWEEPS) return minimum;
    least = { value: now.value, minimum };
    visited = evaluated.marginals;
    covariances = evaluated.controller.covariances;
  }
}
