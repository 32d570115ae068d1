/**
 * Maximum-entropy linear-quadratic regulator with the appendix's policy term (method section 3), the whole sweep backward
 * in time from V_{T+1} = 0, for ρ_t = λ_t / (η + ω) and the states visited, x̂_t and S_t. With Q_uu = L Lᵀ and
 *
 *   G = Q_ux + Q_uu μ^π_x,    g = Q_u + Q_uu μ^π_0,    W = L⁻¹ [ (G x̂ + g)(G x̂ + g)ᵀ + G S Gᵀ ] L⁻ᵀ
 *
 * and X, Y of the fixed point, K = μ^π_x − L⁻ᵀYL⁻¹G, k = μ^π_0 − L⁻ᵀYL⁻¹g and C = L⁻ᵀXL⁻¹.
 */
import { cholesky, solveLower, solveLowerTransposed } from "./cholesky";
import { clear, copyBlock, copyRow, copySymmetric, dot, entry, symmetrise } from "./lqr-blocks";
import { blendGradient, blendHessian, expandQ, qIsFinite, valueIsFinite, Workspace } from "./lqr-expansion";
import { FixedPoint, solveFixedPoint } from "./lqr-policy-covariance";
import { addLowerProductTN, addRowProduct, productTN } from "./lqr-products";
import { failure, NOT_FINITE, NOT_POSITIVE_DEFINITE, OK } from "./lqr-status";
import { F64 } from "./simd";

/** What the loop over time overwrites beside the expansion of Q. */
// @ts-ignore: decorator
@unmanaged
class PolicyWorkspace {
  point: FixedPoint;
  /** Columns of [K | k, 0]. */
  columns: i32;
  /** [μ^π_x | μ^π_0, 0]: [dU, columns]. */
  policy: usize;
  /** Q_uu: [evenU, evenU], symmetric. */
  Quu: usize;
  /** [YZ | Yz, 0 | X L⁻¹, 0], then [K | k, 0 | C, 0]: [dU, width]. */
  solutions: usize;
  /** [Q_ux + Q_uuK | Q_u + Q_uuk, 0]: [dU, columns], and its last part by itself: [evenU]. */
  R: usize;
  r: usize;
  /** S times a row of Z: [evenX]; L⁻¹(G x̂ + g): [evenU]. */
  SZ: usize;
  zx: usize;
  /** A matrix [dU, evenU] and its product with L: [evenU, evenU]. */
  given: usize;
  product: usize;

  open(w: Workspace): void {
    const dU = w.dU, evenU = w.evenU;
    this.point = changetype<FixedPoint>(changetype<usize>(this) + 64);
    this.point.open(dU);
    this.columns = w.evenX + 2;
    this.policy = this.point.rest;
    this.Quu = entry(this.policy, dU, 0, this.columns);
    this.solutions = entry(this.Quu, evenU, 0, evenU);
    this.R = entry(this.solutions, dU, 0, w.width);
    this.r = entry(this.R, dU, 0, this.columns);
    this.SZ = entry(this.r, 1, 0, evenU);
    this.zx = entry(this.SZ, 1, 0, w.evenX);
    this.given = entry(this.zx, 1, 0, evenU);
    this.product = entry(this.given, dU, 0, evenU);
    clear(<i32>((entry(this.product, evenU, 0, evenU) - this.policy) / F64), this.policy);
  }
}

/**
 * As lqrBackward (./lqr-backward.ts), with μ^π_x: [T, dU, dX], μ^π_0: [T, dU], Σ^π: [T, dU, dU], λ: [T], the means [T, D] and
 * covariances [T, D, D] of what is visited, and the C: [T, dU, dU] that the fixed points start from. `alternations`: [1]
 * becomes the number of the step that took the most. Returns a status of ./lqr-status.ts.
 * @param scratch 24 (D + 4)² doubles
 */
export function lqrPolicyBackward(
  T: i32, dX: i32, dU: i32, eta: f64, omega: f64,
  lossGradients: usize, lossHessians: usize, surprisalGradients: usize, surprisalHessians: usize,
  policyGains: usize, policyOffsets: usize, policyCovariances: usize, weights: usize,
  means: usize, covariances: usize, startC: usize,
  f: usize, fc: usize,
  K: usize, k: usize, C: usize, valueHessian: usize, valueGradient: usize, alternations: usize,
  scratch: usize,
): i32 {
  const w = changetype<Workspace>(scratch);
  w.open(dX, dU);
  const p = changetype<PolicyWorkspace>(w.rest);
  p.open(w);
  const D = dX + dU;
  const a = 1 / (eta + omega), b = eta / (eta + omega);
  let most = 0;
  for (let t = T - 1; t >= 0; t--) {
    const atK = <usize>(t * dU * dX) * F64, atk = <usize>(t * dU) * F64, atC = <usize>(t * dU * dU) * F64;
    blendGradient(a, entry(lossGradients, t, 0, D), b, entry(surprisalGradients, t, 0, D), w);
    blendHessian(a, entry(lossHessians, t, 0, D * D), b, entry(surprisalHessians, t, 0, D * D), w);
    expandQ(entry(f, t, 0, dX * D), entry(fc, t, 0, dX), w);
    if (!qIsFinite(w)) return failure(NOT_FINITE, t);
    if (!compareWithPolicy(policyGains + atK, policyOffsets + atk, w, p)) return failure(NOT_POSITIVE_DEFINITE, t);
    whiten(policyCovariances + atC, p.point.spread, w, p);
    whiten(startC + atC, p.point.X, w, p);
    weighMismatch(entry(means, t, 0, D), entry(covariances, t, 0, D * D), w, p);
    const count = solveFixedPoint(load<f64>(entry(weights, t, 0, 1)) / (eta + omega), p.point);
    if (count == 0) return failure(NOT_POSITIVE_DEFINITE, t);
    most = max(most, count);
    writeController(K + atK, k + atk, C + atC, w, p);
    updateValue(k + atk, w, p);
    if (!valueIsFinite(w)) return failure(NOT_FINITE, t);
  }
  copyBlock(dX, dX, w.Vxx, w.evenX, valueHessian, dX);
  copyRow(dX, w.Vx, valueGradient);
  store<f64>(alternations, <f64>most);
  return OK;
}

/** `solutions` of w ← L⁻¹ [G | g, 0 | I, 0] and L in the place of Q_uu; false where Q_uu has no Cholesky factor. */
function compareWithPolicy(gains: usize, offsets: usize, w: Workspace, p: PolicyWorkspace): bool {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, evenU = w.evenU, size = w.size, width = w.width;
  copySymmetric(evenU, w.Quu, size, p.Quu, evenU);
  // Q_uu = L Lᵀ
  if (!cholesky(dU, w.Quu, size)) return false;
  copyBlock(dU, dX, gains, dX, p.policy, p.columns);
  for (let i = 0; i < dU; i++) store<f64>(entry(p.policy, i, evenX, p.columns), load<f64>(entry(offsets, 0, i, 0)));
  // [G | g] = [Q_ux | Q_u] + Q_uu [μ^π_x | μ^π_0]
  for (let i = 0; i < dU; i++) {
    const target = entry(w.solutions, i, 0, width);
    copyRow(evenX, entry(w.Qux, i, 0, size), target);
    clear(width - evenX, entry(target, 0, evenX, 0));
    store<f64>(entry(target, 0, evenX, 0), load<f64>(entry(w.Qu, 0, i, 0)));
    store<f64>(entry(target, 0, evenX + 2 + i, 0), 1);
    addRowProduct(p.columns, dU, entry(p.Quu, i, 0, evenU), p.policy, p.columns, target);
  }
  solveLower(dU, width, w.Quu, size, w.solutions, width);
  return true;
}

/** out: [evenU, evenU] ← LᵀAL of a symmetric A: [dU, dU]. */
function whiten(A: usize, out: usize, w: Workspace, p: PolicyWorkspace): void {
  const dU = w.dU, evenU = w.evenU;
  copyBlock(dU, dU, A, dU, p.given, evenU);
  productTN(evenU, evenU, dU, p.given, evenU, w.Quu, w.size, p.product, evenU);
  productTN(evenU, evenU, dU, w.Quu, w.size, p.product, evenU, out, evenU);
  symmetrise(dU, out, evenU);
}

/** W = (Z x̂ + z)(Z x̂ + z)ᵀ + Z S Zᵀ with Z = L⁻¹G, z = L⁻¹g. */
function weighMismatch(mean: usize, Sigma: usize, w: Workspace, p: PolicyWorkspace): void {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, evenU = w.evenU, width = w.width;
  for (let i = 0; i < dU; i++) {
    const Zi = entry(w.solutions, i, 0, width);
    const zx = dot(dX, Zi, mean) + load<f64>(entry(Zi, 0, evenX, 0));
    store<f64>(entry(p.zx, 0, i, 0), zx);
    clear(evenX, p.SZ);
    addRowProduct(evenX, dX, Zi, Sigma, dX + dU, p.SZ);
    for (let j = 0; j <= i; j++) {
      const value = zx * load<f64>(entry(p.zx, 0, j, 0)) + dot(dX, p.SZ, entry(w.solutions, j, 0, width));
      store<f64>(entry(p.point.W, i, j, evenU), value);
      store<f64>(entry(p.point.W, j, i, evenU), value);
    }
  }
}

/** K: [dU, dX], k: [dU] and C: [dU, dU] from the fixed point. */
function writeController(K: usize, k: usize, C: usize, w: Workspace, p: PolicyWorkspace): void {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, evenU = w.evenU, width = w.width, columns = p.columns;
  for (let i = 0; i < dU; i++) {
    const target = entry(p.solutions, i, 0, width);
    clear(width, target);
    // [YZ | Yz | X L⁻¹]
    addRowProduct(columns, dU, entry(p.point.Y, i, 0, evenU), w.solutions, width, target);
    addRowProduct(evenU, dU, entry(p.point.X, i, 0, evenU), entry(w.solutions, 0, columns, 0), width, entry(target, 0, columns, 0));
  }
  // [μ^π_x − K | μ^π_0 − k | C] = L⁻ᵀ [YZ | Yz | X L⁻¹]
  solveLowerTransposed(dU, width, w.Quu, w.size, p.solutions, width);
  for (let i = 0; i < dU; i++) {
    const solution = entry(p.solutions, i, 0, width), policy = entry(p.policy, i, 0, columns);
    for (let j = 0; j < columns; j++) {
      const at = entry(solution, 0, j, 0);
      store<f64>(at, load<f64>(entry(policy, 0, j, 0)) - load<f64>(at));
    }
    copyRow(dX, solution, entry(K, i, 0, dX));
    store<f64>(entry(k, 0, i, 0), load<f64>(entry(solution, 0, evenX, 0)));
    copyRow(dU, entry(solution, 0, columns, 0), entry(C, i, 0, dU));
  }
  symmetrise(dU, C, dU);
}

/** V_xx and V_x of this step from Q, its gains, its offsets k and the policy's. */
function updateValue(k: usize, w: Workspace, p: PolicyWorkspace): void {
  const dU = w.dU, evenX = w.evenX, evenU = w.evenU, size = w.size, columns = p.columns;
  // [R | r] = [Q_ux | Q_u] + Q_uu [K | k]
  for (let i = 0; i < dU; i++) {
    const target = entry(p.R, i, 0, columns);
    copyRow(evenX, entry(w.Qux, i, 0, size), target);
    store<f64>(entry(target, 0, evenX, 0), load<f64>(entry(w.Qu, 0, i, 0)));
    store<f64>(entry(target, 0, evenX + 1, 0), 0);
    addRowProduct(columns, dU, entry(p.Quu, i, 0, evenU), p.solutions, w.width, target);
    store<f64>(entry(p.r, 0, i, 0), load<f64>(entry(target, 0, evenX, 0)));
  }
  // V_xx = Q_xx + Q_xuK + μ^π_xᵀ(Q_ux + Q_uuK)
  addLowerProductTN(evenX, dU, w.Qux, size, p.solutions, w.width, w.Qxuxu, size);
  addLowerProductTN(evenX, dU, p.policy, columns, p.R, columns, w.Qxuxu, size);
  copySymmetric(evenX, w.Qxuxu, size, w.Vxx, evenX);
  // V_x = Q_x + Q_xuk + μ^π_xᵀ(Q_u + Q_uuk)
  copyRow(evenX, w.Qxu, w.Vx);
  addRowProduct(evenX, dU, k, w.Qux, size, w.Vx);
  addRowProduct(evenX, dU, p.r, p.policy, columns, w.Vx);
}
