/** Reads the reference cases of this folder for the tests of the numeric modules. */
import { readFileSync } from "node:fs";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { ImprovementProblem } from "../trajectory/improve-controller.ts";

interface PackedArray {
  shape: number[];
  data: number[];
}

export interface LqrCase {
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

export const lqrCaseNames = [
  "lqr_small_T50_x4_u2",
  "lqr_small_T50_x4_u2_maxent",
  "lqr_small_T50_x4_u2_tightkl",
  "lqr_nonpd_T50_x4_u2",
];

export function readCase<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8")) as T;
}

/** The case's array with its leading dimension repeated to `rows` (a case may give fewer entries than steps). */
export function unpack({ shape, data }: PackedArray, rows = shape[0]!): Float64Array {
  const rowSize = data.length / shape[0]!;
  return Float64Array.from({ length: rows * rowSize }, (_, i) => data[i % data.length]!);
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
