/** Reads the reference cases of this folder for the tests of the numeric modules. */
import type { LinearGaussianController } from "../trainer-api.ts";
import type { ImprovementProblem } from "../trajectory/types.ts";
import mixture from "./gmm_small_D10_K2.json" with { type: "json" };
import indefinite from "./lqr_nonpd_T50_x4_u2.json" with { type: "json" };
import small from "./lqr_small_T50_x4_u2.json" with { type: "json" };
import maximumEntropy from "./lqr_small_T50_x4_u2_maxent.json" with { type: "json" };
import tight from "./lqr_small_T50_x4_u2_tightkl.json" with { type: "json" };

interface PackedArray {
  shape: number[];
  data: number[];
}

export interface LqrCase {
  case: string;
  T: number;
  dX: number;
  dU: number;
  inputs: Record<"Fm" | "fv" | "dyn_covar" | "Cm" | "cv" | "cc" | "x0mu" | "x0sigma", PackedArray>;
  prev: Record<"K" | "k" | "pol_covar", PackedArray>;
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

export const mixtureCase: MixtureCase = mixture;

/** The case's array with its leading dimension repeated to `rows` (a case may give fewer entries than steps). */
export function unpack({ shape, data }: PackedArray, rows = shape[0]): Float64Array {
  const rowSize = data.length / shape[0];
  return Float64Array.from({ length: rows * rowSize }, (_, i) => data[i % data.length]);
}

export function problemOf(reference: LqrCase): ImprovementProblem {
  const { T, dX, dU, inputs, prev } = reference;
  const previous: LinearGaussianController = {
    gains: unpack(prev.K, T),
    offsets: unpack(prev.k, T),
    covariances: unpack(prev.pol_covar, T),
  };
  return {
    dims: { steps: T, stateDim: dX, actionDim: dU },
    dynamics: { matrices: unpack(inputs.Fm, T), offsets: unpack(inputs.fv, T), covariances: unpack(inputs.dyn_covar, T) },
    cost: { constants: unpack(inputs.cc, T), gradients: unpack(inputs.cv, T), hessians: unpack(inputs.Cm, T) },
    previous,
    initial: { mean: unpack(inputs.x0mu), covariance: unpack(inputs.x0sigma) },
  };
}
