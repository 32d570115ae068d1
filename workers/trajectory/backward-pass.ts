/**
 * Maximum-entropy linear-quadratic regulator (method section 1).
 *
 *   minimise over p   E_p[ Σ_t ℓ̃_t(x_t, u_t) ] − H(p)
 *   with              x_{t+1} ~ N(f_xu [x; u] + f_c, F),   u_t ~ N(K_t x_t + k_t, C_t)
 *
 * solved backward in time from V_{T+1} = 0, in absolute coordinates.
 */
import { cholesky, inverseFromCholesky, solveCholesky } from "../math/cholesky.ts";
import { gemmTN } from "../math/gemm.ts";
import { symmetrise } from "../math/symmetric.ts";
import { axpy, copy, copyBlock } from "../math/vector.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import { allocateExpansion, expandQ, valueIsFinite } from "./expand-q.ts";
import type { Dims, LinearDynamics, NotFinite, NotPositiveDefinite, QuadraticCost } from "./types.ts";

export interface BackwardPassSolution {
  status: "ok";
  controller: LinearGaussianController;
  /** Value function of the first step, without its constant: V_xx [dX, dX] and V_x [dX]. */
  valueHessian: Float64Array;
  valueGradient: Float64Array;
}

export type BackwardPassResult = BackwardPassSolution | NotPositiveDefinite | NotFinite;

/** Zero controller of the right shapes: K [T, dU, dX], k [T, dU], C [T, dU, dU]. */
export function allocateController({ steps, stateDim, actionDim }: Dims): LinearGaussianController {
  return {
    gains: new Float64Array(steps * actionDim * stateDim),
    offsets: new Float64Array(steps * actionDim),
    covariances: new Float64Array(steps * actionDim * actionDim),
  };
}

/** Scratch of one step: everything that the loop over time overwrites. */
function allocateWorkspace(dims: Dims) {
  const { stateDim: dX, actionDim: dU } = dims;
  return {
    ...allocateExpansion(dims),
    Qux: new Float64Array(dU * dX),
    L: new Float64Array(dU * dU),
  };
}

type Workspace = ReturnType<typeof allocateWorkspace>;

/** K, k, C of step t from Q; false where Q_uu has no Cholesky factor. */
function solveStep(t: number, controller: LinearGaussianController, dims: Dims, w: Workspace): boolean {
  const { stateDim: dX, actionDim: dU } = dims;
  const D = dX + dU;
  const { gains, offsets, covariances } = controller;
  const [K, k, C] = [t * dU * dX, t * dU, t * dU * dU];
  copyBlock(dU, dX, w.Qxuxu, dX * D, D, w.Qux, 0, dX);
  copyBlock(dU, dU, w.Qxuxu, dX * D + dX, D, w.L, 0, dU);
  // Q_uu = L Lᵀ
  if (!cholesky(w.L, 0, dU)) return false;
  // K = −Q_uu⁻¹ Q_ux
  axpy(dU * dX, -1, w.Qux, 0, gains, K);
  solveCholesky(dU, dX, w.L, 0, gains, K);
  // k = −Q_uu⁻¹ Q_u
  axpy(dU, -1, w.Qxu, dX, offsets, k);
  solveCholesky(dU, 1, w.L, 0, offsets, k);
  // C = Q_uu⁻¹
  inverseFromCholesky(dU, w.L, 0, covariances, C);
  symmetrise(dU, covariances, C);
  return true;
}

/** V_xx: [dX, dX] and V_x: [dX] of step t from Q and the step's gains. */
function updateValue(t: number, controller: LinearGaussianController, dims: Dims, w: Workspace): void {
  const { stateDim: dX, actionDim: dU } = dims;
  // V_xx = Q_xx − Q_xu Q_uu⁻¹ Q_ux = Q_xx + Q_uxᵀ K
  copyBlock(dX, dX, w.Qxuxu, 0, dX + dU, w.Vxx, 0, dX);
  gemmTN(dX, dX, dU, 1, w.Qux, 0, controller.gains, t * dU * dX, 1, w.Vxx, 0);
  symmetrise(dX, w.Vxx, 0);
  // V_x = Q_x − Q_xu Q_uu⁻¹ Q_u = Q_x + Q_uxᵀ k
  copy(dX, w.Qxu, 0, w.Vx, 0);
  gemmTN(dX, 1, dU, 1, w.Qux, 0, controller.offsets, t * dU, 1, w.Vx, 0);
}

/**
 * The optimal controller for cost ℓ̃ under the given dynamics.
 * Returns `not-positive-definite` where some Q_uu has no Cholesky factor, `not-finite` where numbers overflow.
 */
export function backwardPass(cost: QuadraticCost, dynamics: LinearDynamics, dims: Dims): BackwardPassResult {
  const controller = allocateController(dims);
  const w = allocateWorkspace(dims);
  for (let t = dims.steps - 1; t >= 0; t--) {
    if (!expandQ(t, cost, dynamics, dims, w)) return { status: "not-finite", step: t };
    if (!solveStep(t, controller, dims, w)) return { status: "not-positive-definite", step: t };
    updateValue(t, controller, dims, w);
    if (!valueIsFinite(w)) return { status: "not-finite", step: t };
  }
  return { status: "ok", controller, valueHessian: w.Vxx, valueGradient: w.Vx };
}
