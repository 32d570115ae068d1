/**
 * The backward sweep of iLQG (Tassa, Erez & Todorov 2012, sections II.C–F), in deviations δy = y − ȳ from a nominal
 * trajectory ȳ_t = [x̄_t; ū_t]:
 *
 *   minimise over δu   Σ_t ℓ_xuᵀ δy_t + ½ δy_tᵀ ℓ_xuxu δy_t      subject to   δx_{t+1} = f_xu δy_t
 *
 * with the damping μ, a cost of leaving the nominal states, in the gains only. The answer is δu_t = α k_t + K_t δx_t for a
 * step length α, with a predicted change of the cost of α · slope + α² · curvature.
 */
import { cholesky, inverseFromCholesky, solveCholesky } from "../math/cholesky.ts";
import { gemmNN, gemmTN } from "../math/gemm.ts";
import { quadraticForm, symmetrise } from "../math/symmetric.ts";
import { allFinite, axpy, copy, copyBlock, dot } from "../math/vector.ts";
import type { StatesAndActions } from "../rollout.ts";
import type { Dims, NotFinite, NotPositiveDefinite, QuadraticCost } from "./types.ts";

/** A model of the task around a nominal trajectory. */
export interface NominalModel {
  dims: Dims;
  /** ȳ, by its parts. */
  nominal: StatesAndActions;
  /** f_xu: [T, dX, D]; the last step's is zero. */
  transitions: Float64Array;
  /** ℓ in absolute coordinates. */
  cost: QuadraticCost;
}

export interface Sweep {
  status: "ok";
  /** K: [T, dU, dX]. */
  gains: Float64Array;
  /** k: [T, dU] change of the actions at α = 1. */
  changes: Float64Array;
  /** C = Q̃_uu⁻¹: [T, dU, dU]. */
  covariances: Float64Array;
  /** Σ_t kᵀ Q_u, never positive. */
  slope: number;
  /** ½ Σ_t kᵀ Q_uu k. */
  curvature: number;
}

export type SweepResult = Sweep | NotPositiveDefinite | NotFinite;

function allocateWorkspace({ stateDim: dX, actionDim: dU }: Dims) {
  const D = dX + dU;
  return {
    Vxx: new Float64Array(dX * dX),
    Vx: new Float64Array(dX),
    VxxF: new Float64Array(dX * D),
    y: new Float64Array(D),
    Qxuxu: new Float64Array(D * D),
    Qxu: new Float64Array(D),
    /** Q̃_xuxu. */
    damped: new Float64Array(D * D),
    L: new Float64Array(dU * dU),
    /** P = [I; K]: [D, dX] and s = [0; k]: [D]. */
    P: new Float64Array(D * dX),
    s: new Float64Array(D),
    QP: new Float64Array(D * dX),
  };
}

type Workspace = ReturnType<typeof allocateWorkspace>;

/** Q_xuxu, Q_xu and Q̃_xuxu of step t from the next step's V. */
function expandQ(t: number, { dims, nominal, transitions, cost }: NominalModel, damping: number, w: Workspace): void {
  const { stateDim: dX, actionDim: dU } = dims;
  const D = dX + dU;
  const f = t * dX * D;
  copy(dX, nominal.states, t * dX, w.y, 0);
  copy(dU, nominal.actions, t * dU, w.y, dX);
  // Q_xu = ℓ_xu + ℓ_xuxu ȳ + f_xuᵀ V_x⁺
  copy(D, cost.gradients, t * D, w.Qxu, 0);
  gemmNN(D, 1, D, 1, cost.hessians, t * D * D, w.y, 0, 1, w.Qxu, 0);
  gemmTN(D, 1, dX, 1, transitions, f, w.Vx, 0, 1, w.Qxu, 0);
  // Q_xuxu = ℓ_xuxu + f_xuᵀ V_xx⁺ f_xu
  copy(D * D, cost.hessians, t * D * D, w.Qxuxu, 0);
  gemmNN(dX, D, dX, 1, w.Vxx, 0, transitions, f, 0, w.VxxF, 0);
  gemmTN(D, D, dX, 1, transitions, f, w.VxxF, 0, 1, w.Qxuxu, 0);
  // Q̃_xuxu = ℓ_xuxu + f_xuᵀ (V_xx⁺ + μ I) f_xu
  copy(D * D, w.Qxuxu, 0, w.damped, 0);
  gemmTN(D, D, dX, damping, transitions, f, transitions, f, 1, w.damped, 0);
}

/** K, k, C of step t from Q, and P and s with them; false where Q̃_uu has no Cholesky factor. */
function solveStep(t: number, { gains, changes, covariances }: Sweep, dims: Dims, w: Workspace): boolean {
  const { stateDim: dX, actionDim: dU } = dims;
  const D = dX + dU;
  const [K, k, C] = [dX * dX, dX, t * dU * dU];
  // Q̃_uu = L Lᵀ
  copyBlock(dU, dU, w.damped, dX * D + dX, D, w.L, 0, dU);
  if (!cholesky(w.L, 0, dU)) return false;
  // K = −Q̃_uu⁻¹ Q̃_ux
  copyBlock(dU, dX, w.damped, dX * D, D, w.P, K, dX);
  for (let i = K; i < w.P.length; i++) w.P[i] = -w.P[i];
  solveCholesky(dU, dX, w.L, 0, w.P, K);
  // k = −Q̃_uu⁻¹ Q_u
  w.s.fill(0);
  axpy(dU, -1, w.Qxu, dX, w.s, k);
  solveCholesky(dU, 1, w.L, 0, w.s, k);
  // C = Q̃_uu⁻¹
  inverseFromCholesky(dU, w.L, 0, covariances, C);
  symmetrise(dU, covariances, C);
  copy(dU * dX, w.P, K, gains, t * dU * dX);
  copy(dU, w.s, k, changes, t * dU);
  return true;
}

/** V_xx and V_x of step t: what the damped gains cost under the model without damping. */
function updateValue({ stateDim: dX, actionDim: dU }: Dims, w: Workspace): void {
  const D = dX + dU;
  // V_xx = Q_xx + Kᵀ Q_uu K + Kᵀ Q_ux + Q_uxᵀ K = Pᵀ Q_xuxu P
  gemmNN(D, dX, D, 1, w.Qxuxu, 0, w.P, 0, 0, w.QP, 0);
  gemmTN(dX, dX, D, 1, w.P, 0, w.QP, 0, 0, w.Vxx, 0);
  symmetrise(dX, w.Vxx, 0);
  // V_x = Q_x + Kᵀ Q_uu k + Kᵀ Q_u + Q_uxᵀ k = Pᵀ (Q_xu + Q_xuxu s)
  gemmNN(D, 1, D, 1, w.Qxuxu, 0, w.s, 0, 1, w.Qxu, 0);
  gemmTN(dX, 1, D, 1, w.P, 0, w.Qxu, 0, 0, w.Vx, 0);
}

/**
 * Change k and feedback K of the actions around a nominal trajectory.
 * @param damping μ ≥ 0
 * @returns `not-positive-definite` where some Q̃_uu has no Cholesky factor, `not-finite` where numbers overflow
 */
export function ilqgSweep(model: NominalModel, damping: number): SweepResult {
  const { dims } = model;
  const { steps: T, stateDim: dX, actionDim: dU } = dims;
  const sweep: Sweep = {
    status: "ok",
    gains: new Float64Array(T * dU * dX),
    changes: new Float64Array(T * dU),
    covariances: new Float64Array(T * dU * dU),
    slope: 0,
    curvature: 0,
  };
  const w = allocateWorkspace(dims);
  for (let i = 0; i < dX; i++) w.P[i * dX + i] = 1;
  for (let t = T - 1; t >= 0; t--) {
    expandQ(t, model, damping, w);
    if (!allFinite(w.damped.length, w.damped, 0) || !allFinite(w.Qxu.length, w.Qxu, 0)) {
      return { status: "not-finite", step: t };
    }
    if (!solveStep(t, sweep, dims, w)) return { status: "not-positive-definite", step: t };
    sweep.slope += dot(w.s.length, w.Qxu, 0, w.s, 0);
    sweep.curvature += 0.5 * quadraticForm(w.s.length, w.Qxuxu, 0, w.s, 0);
    updateValue(dims, w);
  }
  return sweep;
}

/** The controller u_t = ū_t + α k_t + K_t (x_t − x̄_t) + ε, ε ~ N(0, C_t), in absolute coordinates. */
export function steppedController(
  { gains, changes, covariances }: Sweep,
  { states, actions }: StatesAndActions,
  alpha: number,
  { steps: T, stateDim: dX, actionDim: dU }: Dims,
) {
  // Offsets ū + α k − K x̄
  const offsets = actions.slice();
  axpy(T * dU, alpha, changes, 0, offsets, 0);
  for (let t = 0; t < T; t++) gemmNN(dU, 1, dX, -1, gains, t * dU * dX, states, t * dX, 1, offsets, t * dU);
  return { gains, offsets, covariances };
}
