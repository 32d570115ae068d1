/**
 * Maximum-entropy linear-quadratic regulator (method section 1), the whole sweep backward in time from V_{T+1} = 0.
 */
import { cholesky, solveLower, solveLowerTransposed } from "./cholesky";
import { clear, copyBlock, copyRow, copyScaledRow, copySymmetric, entry } from "./lqr-blocks";
import { blendGradient, blendHessian, expandQ, qIsFinite, valueIsFinite, Workspace } from "./lqr-expansion";
import { addLowerProductTN, addRowProduct } from "./lqr-products";
import { failure, NOT_FINITE, NOT_POSITIVE_DEFINITE, OK } from "./lqr-status";
import { F64 } from "./simd";

/**
 * K: [T, dU, dX], k: [T, dU], C: [T, dU, dU] and the first step's V_xx: [dX, dX], V_x: [dX] from the gradients [T, D] and
 * Hessians [T, D, D] of ℓ and of the surprisal, f_xu: [T, dX, D] and f_c: [T, dX]. Returns a status of ./lqr-status.ts.
 * @param scratch 8 (D + 4)² doubles
 */
export function lqrBackward(
  T: i32, dX: i32, dU: i32, eta: f64, omega: f64,
  lossGradients: usize, lossHessians: usize, surprisalGradients: usize, surprisalHessians: usize,
  f: usize, fc: usize,
  K: usize, k: usize, C: usize, valueHessian: usize, valueGradient: usize,
  scratch: usize,
): i32 {
  const w = changetype<Workspace>(scratch);
  w.open(dX, dU);
  const D = dX + dU;
  const a = 1 / (eta + omega), b = eta / (eta + omega);
  for (let t = T - 1; t >= 0; t--) {
    blendGradient(a, entry(lossGradients, t, 0, D), b, entry(surprisalGradients, t, 0, D), w);
    blendHessian(a, entry(lossHessians, t, 0, D * D), b, entry(surprisalHessians, t, 0, D * D), w);
    expandQ(entry(f, t, 0, dX * D), entry(fc, t, 0, dX), w);
    if (!qIsFinite(w)) return failure(NOT_FINITE, t);
    if (!solve(w)) return failure(NOT_POSITIVE_DEFINITE, t);
    writeController(entry(K, t, 0, dU * dX), entry(k, t, 0, dU), entry(C, t, 0, dU * dU), w);
    updateValue(entry(k, t, 0, dU), w);
    if (!valueIsFinite(w)) return failure(NOT_FINITE, t);
  }
  copyBlock(dX, dX, w.Vxx, w.evenX, valueHessian, dX);
  copyRow(dX, w.Vx, valueGradient);
  return OK;
}

/** [K | k | C] of this step from Q; false where Q_uu has no Cholesky factor. */
function solve(w: Workspace): bool {
  const dU = w.dU, evenX = w.evenX, size = w.size, width = w.width;
  // Q_uu = L Lᵀ
  if (!cholesky(dU, w.Quu, size)) return false;
  // [K | k | C] = (L Lᵀ)⁻¹ [−Q_ux | −Q_u | I]
  for (let i = 0; i < dU; i++) {
    const target = entry(w.solutions, i, 0, width);
    copyScaledRow(evenX, -1, entry(w.Qux, i, 0, size), target);
    clear(width - evenX, target + <usize>evenX * F64);
    store<f64>(target + <usize>evenX * F64, -load<f64>(w.Qu + <usize>i * F64));
    store<f64>(target + <usize>(evenX + 2 + i) * F64, 1);
  }
  solveLower(dU, width, w.Quu, size, w.solutions, width);
  solveLowerTransposed(dU, width, w.Quu, size, w.solutions, width);
  return true;
}

/** K: [dU, dX], k: [dU], and C: [dU, dU], symmetric. */
function writeController(K: usize, k: usize, C: usize, w: Workspace): void {
  const dX = w.dX, dU = w.dU, width = w.width;
  copyBlock(dU, dX, w.solutions, width, K, dX);
  for (let i = 0; i < dU; i++) {
    const solution = entry(w.solutions, i, w.evenX, width);
    store<f64>(k + <usize>i * F64, load<f64>(solution));
    for (let j = 0; j <= i; j++) {
      const covariance = load<f64>(solution + <usize>(2 + j) * F64);
      store<f64>(entry(C, i, j, dU), covariance);
      store<f64>(entry(C, j, i, dU), covariance);
    }
  }
}

/** V_xx and V_x of this step from Q, its gains and its offsets k. */
function updateValue(k: usize, w: Workspace): void {
  const dU = w.dU, evenX = w.evenX, size = w.size;
  // V_xx = Q_xx − Q_xu Q_uu⁻¹ Q_ux = Q_xx + Q_uxᵀ K
  addLowerProductTN(evenX, dU, w.Qux, size, w.solutions, w.width, w.Qxuxu, size);
  copySymmetric(evenX, w.Qxuxu, size, w.Vxx, evenX);
  // V_x = Q_x − Q_xu Q_uu⁻¹ Q_u = Q_x + Q_uxᵀ k
  copyRow(evenX, w.Qxu, w.Vx);
  addRowProduct(evenX, dU, k, w.Qux, size, w.Vx);
}
