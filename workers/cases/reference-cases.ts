/** Reads the reference cases of this folder for the tests of the numeric modules. */
import type { LinearGaussianController } from "../trainer-api.ts";
import type { ImprovementProblem, PolicyTerm } from "../trajectory/types.ts";
import mixture from "./gmm_small_D10_K2.json" with { type: "json" };
import indefinite from "./lqr_nonpd_T50_x4_u2.json" with { type: "json" };
import small from "./lqr_small_T50_x4_u2.json" with { type: "json" };
import maximumEntropy from "./lqr_small_T50_x4_u2_maxent.json" with { type: "json" };
import tight from "./lqr_small_T50_x4_u2_tightkl.json" with { type: "json" };
import shortPolicy from "./seedkl_T12_x4_u2.json" with { type: "json" };
import longPolicy from "./seedkl_T50_x4_u2.json" with { type: "json" };

interface PackedArray {
  shape: number[];
  data: number[];
}

interface Sizes {
  case: string;
  T: number;
  dX: number;
  dU: number;
}

type Inputs = Record<"Fm" | "fv" | "dyn_covar" | "Cm" | "cv" | "x0mu" | "x0sigma", PackedArray>;
type Previous = Record<"K" | "k" | "pol_covar", PackedArray>;

export interface LqrCase extends Sizes {
  inputs: Inputs & Record<"cc", PackedArray>;
  prev: Previous;
  settings: {
    kl_step_total: number;
    eta0: number;
    min_eta: number;
    max_eta: number;
    del0: number;
    max_itr: number;
    conv_tol_rel: number;
    max_ent_traj: number;
  };
  expected: Record<"K" | "k" | "pol_covar" | "kl_t" | "mu" | "cost_t" | "Vxx0" | "Vx0" | "sigma_last", PackedArray> & {
    eta_returned: number;
    kl_total: number;
    cost_total: number;
    prev_cost_total: number;
    search_trace: { eta_after_backward: number; kl: number }[];
  };
}

/** The policy term in the appendix's direction at one η; `w` is λ_t/η. */
interface PolicyCase extends Sizes {
  eta: number;
  w: PackedArray;
  inputs: Inputs;
  prev: Previous;
  policy: Record<"pol_K" | "pol_k" | "pol_S", PackedArray>;
  expected: Record<"K" | "k" | "C", PackedArray> & { J: number };
}

interface MixtureCase {
  N: number;
  D: number;
  K: number;
  data: PackedArray;
  initial_assignment: number[];
  settings: { max_iterations: number; m_step_reg: number };
  expected: Record<"mu" | "sigma" | "mass", PackedArray> & {
    loglik_trace: number[];
    final_loglik_seen: number;
    snapshots: Record<string, { mu: PackedArray; mass: PackedArray }>;
  };
  inference: { query: PackedArray; mu0: PackedArray; Phi_over_m: PackedArray };
}

export const smallLqrCase: LqrCase = small;

export const lqrCases: LqrCase[] = [small, maximumEntropy, tight, indefinite];

export const policyCases: PolicyCase[] = [shortPolicy, longPolicy];

export const mixtureCase: MixtureCase = mixture;

/** The case's array with its leading dimension repeated to `rows` (a case may give fewer entries than steps). */
export function unpack({ shape, data }: PackedArray, rows = shape[0]): Float64Array {
  const rowSize = data.length / shape[0];
  return Float64Array.from({ length: rows * rowSize }, (_, i) => data[i % data.length]);
}

export function problemOf(reference: LqrCase): ImprovementProblem {
  return assemble(reference, reference.inputs.cc, null);
}

/** The costs of these cases have no constants. */
export function policyProblemOf(reference: PolicyCase): ImprovementProblem & { policy: PolicyTerm } {
  const { T, eta, w, policy } = reference;
  const term: PolicyTerm = {
    gains: unpack(policy.pol_K, T),
    offsets: unpack(policy.pol_k, T),
    covariances: unpack(policy.pol_S, T),
    weights: unpack(w, T).map((ratio) => eta * ratio),
    direction: "appendix",
    visited: null,
  };
  return { ...assemble(reference, { shape: [1], data: [0] }, term), policy: term };
}

function assemble(
  { T, dX, dU, inputs, prev }: Sizes & { inputs: Inputs; prev: Previous },
  constants: PackedArray,
  policy: PolicyTerm | null,
): ImprovementProblem {
  const previous: LinearGaussianController = {
    gains: unpack(prev.K, T),
    offsets: unpack(prev.k, T),
    covariances: unpack(prev.pol_covar, T),
  };
  return {
    dims: { steps: T, stateDim: dX, actionDim: dU },
    dynamics: { matrices: unpack(inputs.Fm, T), offsets: unpack(inputs.fv, T), covariances: unpack(inputs.dyn_covar, T) },
    cost: { constants: unpack(constants, T), gradients: unpack(inputs.cv, T), hessians: unpack(inputs.Cm, T) },
    previous,
    initial: { mean: unpack(inputs.x0mu), covariance: unpack(inputs.x0sigma) },
    policy,
  };
}
