/**
 * The Lagrangian of the improvement of a controller (method sections 1 and 3),
 *
 *   L(p) = E_p[ℓ(τ)] + η D_KL(p‖p̂) − ω H(p) + Σ_t λ_t D_KL,t
 *
 * where D_KL,t, between policy and controller in either direction, is there with a policy only. Divided by η + ω it is the
 * objective of the backward passes, up to what does not depend on p.
 */
import { dot } from "../math/vector.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { TrajectoryKernels } from "./kernels.ts";
import type { KlDivergence } from "./kl-divergence.ts";
import { policyDivergence } from "./policy-divergence.ts";
import { addPolicySurprisal } from "./reverse-term.ts";
import type {
  AugmentedCost,
  ImprovementProblem,
  Marginals,
  NotFinite,
  NotPositiveDefinite,
  PolicyTerm,
  QuadraticCost,
} from "./types.ts";

/** What of the Lagrangian does not depend on η. Its arrays lie where the kernels reach them. */
export interface Lagrangian {
  problem: ImprovementProblem;
  /** ℓ, or ℓ − λ log π with the reverse term. */
  cost: QuadraticCost;
  /** −log p̂. */
  surprisal: QuadraticCost;
  /** x̂ and S that the policy's divergence is first, or always, measured at; null where it needs none. */
  visited: Marginals | null;
}

/** η and ω. */
export type Multipliers = Pick<AugmentedCost, "eta" | "entropyWeight">;

/** Prepares the Lagrangian in the caller's scope of the kernels' memory; the reason where that cannot be done. */
export function prepareLagrangian(
  given: ImprovementProblem,
  kernels: TrajectoryKernels,
): { status: "ok"; lagrangian: Lagrangian } | { status: "failed"; reason: string } {
  const problem = kernels.place(given);
  const { previous, policy, cost, dims } = problem;
  const expansion = kernels.surprisalOf(previous, dims);
  if (expansion.status !== "ok") return degenerate("previous action covariance", expansion);
  const { surprisal } = expansion;
  if (policy === null) return { status: "ok", lagrangian: { problem, cost, surprisal, visited: null } };

  const policyExpansion = kernels.surprisalOf(policy, dims);
  if (policyExpansion.status !== "ok") return degenerate("policy's action covariance", policyExpansion);
  if (policy.direction === "reverse") {
    const merged = addPolicySurprisal(cost, policyExpansion.surprisal, policy, dims);
    const { cost: placed } = kernels.place({ ...problem, cost: merged });
    return { status: "ok", lagrangian: { problem, cost: placed, surprisal, visited: null } };
  }
  const visited = policy.visited ?? visitedBy(previous, problem, kernels);
  if (visited !== null) return { status: "ok", lagrangian: { problem, cost, surprisal, visited } };
  return { status: "failed", reason: "the trajectory distribution of the previous controller overflowed" };
}

function degenerate(what: string, { step }: NotPositiveDefinite): { status: "failed"; reason: string } {
  return { status: "failed", reason: `${what} is not positive definite at step ${step}` };
}

function visitedBy(
  controller: LinearGaussianController,
  { dynamics, initial, dims }: ImprovementProblem,
  kernels: TrajectoryKernels,
): Marginals | null {
  const forward = kernels.forwardPass(controller, dynamics, initial, dims);
  return forward.status === "ok" ? forward.marginals : null;
}

/** A controller and what its forward pass says of it. */
export interface Evaluated {
  controller: LinearGaussianController;
  /** Of the controller under the problem's dynamics. */
  marginals: Marginals;
  /** D_KL(p‖p̂). */
  divergence: KlDivergence;
}

/** L(p); `not-finite` where C is degenerate or so far from the policy that the divergence overflows. */
export function lagrangianOf(
  { controller, marginals, divergence }: Evaluated,
  policy: PolicyTerm,
  { eta, entropyWeight }: Multipliers,
  { problem: { cost, dims }, surprisal }: Lagrangian,
  kernels: TrajectoryKernels,
): { status: "ok"; value: number } | NotFinite {
  const distance = policyDivergence(controller, policy, marginals, dims, kernels);
  if (distance.status !== "ok") return { status: "not-finite", step: distance.step };
  // H(p) = E_p[−log p̂] − D_KL(p‖p̂)
  const entropy = kernels.expectedCost(surprisal, marginals, dims).total - divergence.total;
  const loss = kernels.expectedCost(cost, marginals, dims).total;
  const policyLoss = dot(dims.steps, policy.weights, 0, distance.perStep, 0);
  return { status: "ok", value: loss + eta * divergence.total - entropyWeight * entropy + policyLoss };
}
