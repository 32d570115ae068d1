/**
 * Maximum-entropy linear-quadratic regulator with the appendix's policy term (method section 3, appendix A).
 *
 *   minimise over p   E_p[ Σ_t ℓ̃_t(x_t, u_t) ] − H(p) + Σ_t ρ_t D_KL( p(x_t) π(u_t|x_t) ‖ p(x_t, u_t) )
 *   with              x_{t+1} ~ N(f_xu [x; u] + f_c, F),   u_t ~ N(K_t x_t + k_t, C_t),   π(u|x) = N(μ^π_x x + μ^π_0, Σ^π)
 *
 * solved backward in time from V_{T+1} = 0 in absolute coordinates, for ρ_t = λ_t / (η + ω) and given x̂_t, S_t. At each
 * step K, k and C are a fixed point (./policy-covariance.ts).
 */
import { cholesky, solveLower, solveLowerTransposed } from "../math/cholesky.ts";
import { gemmNN, gemmNT, gemmTN } from "../math/gemm.ts";
import { rankOneUpdate, symmetrise } from "../math/symmetric.ts";
import { axpy, copy, copyBlock } from "../math/vector.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import { augmentCost } from "./augment-cost.ts";
import { allocateController, type BackwardPassSolution } from "./backward-pass.ts";
import { allocateExpansion, expandQ, valueIsFinite } from "./expand-q.ts";
import { allocateFixedPoint, solveFixedPoint } from "./policy-covariance.ts";
import type {
  AugmentedCost,
  Dims,
  LinearDynamics,
  Marginals,
  NotFinite,
  NotPositiveDefinite,
  PolicyTerm,
} from "./types.ts";

interface PolicyBackwardPassSolution extends BackwardPassSolution {
  /** Alternations of the step that took the most. */
  alternations: number;
}

export type PolicyBackwardPassResult = PolicyBackwardPassSolution | NotPositiveDefinite | NotFinite;

/** Scratch of one step: everything that the loop over time overwrites. */
function allocateWorkspace(dims: Dims) {
  const { stateDim: dX, actionDim: dU } = dims;
  return {
    ...allocateExpansion(dims),
    Qux: new Float64Array(dU * dX),
    Quu: new Float64Array(dU * dU),
    L: new Float64Array(dU * dU),
    S: new Float64Array(dX * dX),
    /** Z = L⁻¹G and L⁻¹g, and these times Y. */
    Z: new Float64Array(dU * dX),
    z: new Float64Array(dU),
    YZ: new Float64Array(dU * dX),
    Yz: new Float64Array(dU),
    ZS: new Float64Array(dU * dX),
    /** L⁻¹(G x̂ + g). */
    zx: new Float64Array(dU),
    product: new Float64Array(dU * dU),
    /** Q_ux + Q_uu K and Q_u + Q_uu k. */
    R: new Float64Array(dU * dX),
    r: new Float64Array(dU),
    point: allocateFixedPoint(dU),
  };
}

type Workspace = ReturnType<typeof allocateWorkspace>;

/** L, and Z and z of step t from Q; false where Q_uu has no Cholesky factor. */
function compareWithPolicy(t: number, policy: PolicyTerm, dims: Dims, w: Workspace): boolean {
  const { stateDim: dX, actionDim: dU } = dims;
  const D = dX + dU;
  copyBlock(dU, dX, w.Qxuxu, dX * D, D, w.Qux, 0, dX);
  copyBlock(dU, dU, w.Qxuxu, dX * D + dX, D, w.Quu, 0, dU);
  copy(dU * dU, w.Quu, 0, w.L, 0);
  // Q_uu = L Lᵀ
  if (!cholesky(w.L, 0, dU)) return false;
  // Z = L⁻¹(Q_ux + Q_uu μ^π_x)
  copy(dU * dX, w.Qux, 0, w.Z, 0);
  gemmNN(dU, dX, dU, 1, w.Quu, 0, policy.gains, t * dU * dX, 1, w.Z, 0);
  solveLower(dU, dX, w.L, 0, w.Z, 0);
  // L⁻¹(Q_u + Q_uu μ^π_0)
  copy(dU, w.Qxu, dX, w.z, 0);
  gemmNN(dU, 1, dU, 1, w.Quu, 0, policy.offsets, t * dU, 1, w.z, 0);
  solveLower(dU, 1, w.L, 0, w.z, 0);
  return true;
}

/** X: [dU, dU] ← LᵀAL of the matrix A at (matrices, a0). */
function whiten(matrices: Float64Array, a0: number, X: Float64Array, dU: number, w: Workspace): void {
  gemmTN(dU, dU, dU, 1, w.L, 0, matrices, a0, 0, w.product, 0);
  gemmNN(dU, dU, dU, 1, w.product, 0, w.L, 0, 0, X, 0);
  symmetrise(dU, X, 0);
}

/** W of step t from the states visited. */
function weighMismatch(t: number, visited: Marginals, { stateDim: dX, actionDim: dU }: Dims, w: Workspace): void {
  const D = dX + dU;
  const { W } = w.point;
  copyBlock(dX, dX, visited.covariances, t * D * D, D, w.S, 0, dX);
  // Z S Zᵀ
  gemmNN(dU, dX, dX, 1, w.Z, 0, w.S, 0, 0, w.ZS, 0);
  gemmNT(dU, dU, dX, 1, w.ZS, 0, w.Z, 0, 0, W, 0);
  // + z zᵀ with z = L⁻¹(G x̂ + g)
  copy(dU, w.z, 0, w.zx, 0);
  gemmNN(dU, 1, dX, 1, w.Z, 0, visited.means, t * D, 1, w.zx, 0);
  rankOneUpdate(dU, 1, w.zx, 0, W, 0);
  symmetrise(dU, W, 0);
}

/** K, k, C of step t from the fixed point. */
function writeController(
  t: number,
  policy: PolicyTerm,
  controller: LinearGaussianController,
  dims: Dims,
  w: Workspace,
) {
  const { stateDim: dX, actionDim: dU } = dims;
  const [K, k, C] = [t * dU * dX, t * dU, t * dU * dU];
  const { X, Y } = w.point;
  // K = μ^π_x − L⁻ᵀYZ
  gemmNN(dU, dX, dU, 1, Y, 0, w.Z, 0, 0, w.YZ, 0);
  solveLowerTransposed(dU, dX, w.L, 0, w.YZ, 0);
  copy(dU * dX, policy.gains, K, controller.gains, K);
  axpy(dU * dX, -1, w.YZ, 0, controller.gains, K);
  // k = μ^π_0 − L⁻ᵀYz
  gemmNN(dU, 1, dU, 1, Y, 0, w.z, 0, 0, w.Yz, 0);
  solveLowerTransposed(dU, 1, w.L, 0, w.Yz, 0);
  copy(dU, policy.offsets, k, controller.offsets, k);
  axpy(dU, -1, w.Yz, 0, controller.offsets, k);
  // C = L⁻ᵀXL⁻¹ = L⁻ᵀ(L⁻ᵀX)ᵀ
  copy(dU * dU, X, 0, controller.covariances, C);
  solveLowerTransposed(dU, dU, w.L, 0, controller.covariances, C);
  transpose(dU, controller.covariances, C);
  solveLowerTransposed(dU, dU, w.L, 0, controller.covariances, C);
  symmetrise(dU, controller.covariances, C);
}

function transpose(n: number, A: Float64Array, a0: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [lower, upper] = [A[a0 + i * n + j], A[a0 + j * n + i]];
      A[a0 + i * n + j] = upper;
      A[a0 + j * n + i] = lower;
    }
  }
}

/**
 * V_xx: [dX, dX] and V_x: [dX] of step t. In method section 3's form
 * V_xx = Q_xx + KᵀQ_uuK + KᵀQ_ux + Q_xuK + ρ ΔKᵀC⁻¹ΔK; with ρC⁻¹ΔK = −(Q_ux + Q_uuK), which K fulfils, C leaves it.
 */
function updateValue(t: number, policy: PolicyTerm, controller: LinearGaussianController, dims: Dims, w: Workspace) {
  const { stateDim: dX, actionDim: dU } = dims;
  const [K, k] = [t * dU * dX, t * dU];
  copy(dU * dX, w.Qux, 0, w.R, 0);
  gemmNN(dU, dX, dU, 1, w.Quu, 0, controller.gains, K, 1, w.R, 0);
  copy(dU, w.Qxu, dX, w.r, 0);
  gemmNN(dU, 1, dU, 1, w.Quu, 0, controller.offsets, k, 1, w.r, 0);
  // V_xx = Q_xx + Q_xuK + μ^π_xᵀ(Q_ux + Q_uuK)
  copyBlock(dX, dX, w.Qxuxu, 0, dX + dU, w.Vxx, 0, dX);
  gemmTN(dX, dX, dU, 1, w.Qux, 0, controller.gains, K, 1, w.Vxx, 0);
  gemmTN(dX, dX, dU, 1, policy.gains, K, w.R, 0, 1, w.Vxx, 0);
  symmetrise(dX, w.Vxx, 0);
  // V_x = Q_x + Q_xuk + μ^π_xᵀ(Q_u + Q_uuk)
  copy(dX, w.Qxu, 0, w.Vx, 0);
  gemmTN(dX, 1, dU, 1, w.Qux, 0, controller.offsets, k, 1, w.Vx, 0);
  gemmTN(dX, 1, dU, 1, policy.gains, K, w.r, 0, 1, w.Vx, 0);
}

/**
 * The controller at the fixed point for the states visited, x̂ and S.
 * @param start C: [T, dU, dU] that the alternations begin with
 * Returns `not-positive-definite` where some Q_uu has no Cholesky factor, `not-finite` where numbers overflow.
 */
export function policyBackwardPass(
  cost: AugmentedCost,
  policy: PolicyTerm,
  visited: Marginals,
  start: Float64Array,
  dynamics: LinearDynamics,
  dims: Dims,
): PolicyBackwardPassResult {
  const { actionDim: dU } = dims;
  const augmented = augmentCost(cost);
  const controller = allocateController(dims);
  const w = allocateWorkspace(dims);
  let most = 0;
  for (let t = dims.steps - 1; t >= 0; t--) {
    if (!expandQ(t, augmented, dynamics, dims, w)) return { status: "not-finite", step: t };
    if (!compareWithPolicy(t, policy, dims, w)) return { status: "not-positive-definite", step: t };
    whiten(policy.covariances, t * dU * dU, w.point.spread, dU, w);
    whiten(start, t * dU * dU, w.point.X, dU, w);
    weighMismatch(t, visited, dims, w);
    const alternations = solveFixedPoint(policy.weights[t] / (cost.eta + cost.entropyWeight), w.point);
    if (alternations === null) return { status: "not-positive-definite", step: t };
    most = Math.max(most, alternations);
    writeController(t, policy, controller, dims, w);
    updateValue(t, policy, controller, dims, w);
    if (!valueIsFinite(w)) return { status: "not-finite", step: t };
  }
  return { status: "ok", controller, valueHessian: w.Vxx, valueGradient: w.Vx, alternations: most };
}
