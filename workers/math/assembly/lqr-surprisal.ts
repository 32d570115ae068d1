/** −log p̂(u_t|x_t) of a linear-Gaussian controller as a quadratic of [x_t; u_t], for all steps (method section 1). */
import { cholesky, solveLower, solveLowerTransposed } from "./cholesky";
import { clear, copyBlock, copyRow, copyScaledRow, entry, even, multipleOfFour } from "./lqr-blocks";
import { addRowProduct, productTN } from "./lqr-products";
import { failure, NOT_POSITIVE_DEFINITE, OK } from "./lqr-status";
import { F64 } from "./simd";

/** What the loop over time overwrites, in the caller's scratch memory. */
// @ts-ignore: decorator
@unmanaged
class Workspace {
  /** dX, dU, and dX made even. */
  dX: i32;
  dU: i32;
  evenX: i32;
  /** Columns of `solutions`. */
  width: i32;
  /** L: [dU, dU], the factor of Ĉ. */
  L: usize;
  /** K̂: [dU, evenX]. */
  K: usize;
  /** Ĉ⁻¹ [K̂ | k̂, 0 | I, 0]: [dU, width], and its last two parts within. */
  PK: usize;
  Pk: usize;
  P: usize;
  /** K̂ᵀĈ⁻¹K̂: [evenX, evenX]. */
  KPK: usize;
  /** K̂ᵀĈ⁻¹k̂: [evenX]. */
  KPk: usize;

  open(dX: i32, dU: i32): void {
    this.dX = dX;
    this.dU = dU;
    this.evenX = even(dX);
    this.width = multipleOfFour(this.evenX + 2 + even(dU));
    this.L = changetype<usize>(this) + 128;
    this.K = entry(this.L, dU, 0, even(dU));
    this.PK = entry(this.K, dU, 0, this.evenX);
    this.Pk = this.PK + <usize>this.evenX * F64;
    this.P = this.Pk + 2 * F64;
    this.KPK = entry(this.PK, dU, 0, this.width);
    this.KPk = entry(this.KPK, this.evenX, 0, this.evenX);
    clear(<i32>((entry(this.KPk, 1, 0, this.evenX) - this.L) / F64), this.L);
  }
}

/**
 * Constants [T], gradients [T, D] and Hessians [T, D, D] from K̂: [T, dU, dX], k̂: [T, dU], Ĉ: [T, dU, dU]. Returns a status
 * of ./lqr-status.ts.
 * @param scratch 8 (D + 4)² doubles
 */
export function lqrSurprisal(
  T: i32, dX: i32, dU: i32,
  K: usize, k: usize, C: usize,
  constants: usize, gradients: usize, hessians: usize,
  scratch: usize,
): i32 {
  const w = changetype<Workspace>(scratch);
  w.open(dX, dU);
  const D = dX + dU;
  for (let t = 0; t < T; t++) {
    const offsets = entry(k, t, 0, dU);
    if (!solve(entry(K, t, 0, dU * dX), offsets, entry(C, t, 0, dU * dU), w)) return failure(NOT_POSITIVE_DEFINITE, t);
    store<f64>(entry(constants, t, 0, 1), constantOf(offsets, w));
    writeGradient(entry(gradients, t, 0, D), w);
    writeHessian(entry(hessians, t, 0, D * D), w);
  }
  return OK;
}

/** Ĉ⁻¹ [K̂ | k̂ | I], K̂ᵀĈ⁻¹K̂ and K̂ᵀĈ⁻¹k̂; false where Ĉ has no Cholesky factor. */
function solve(K: usize, k: usize, C: usize, w: Workspace): bool {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, width = w.width, ldl = even(dU);
  // Ĉ = L Lᵀ
  copyBlock(dU, dU, C, dU, w.L, ldl);
  if (!cholesky(dU, w.L, ldl)) return false;
  copyBlock(dU, dX, K, dX, w.K, evenX);
  copyBlock(dU, evenX, w.K, evenX, w.PK, width);
  for (let i = 0; i < dU; i++) {
    clear(width - evenX, entry(w.Pk, i, 0, width));
    store<f64>(entry(w.Pk, i, 0, width), load<f64>(k + <usize>i * F64));
    store<f64>(entry(w.P, i, i, width), 1);
  }
  solveLower(dU, width, w.L, ldl, w.PK, width);
  solveLowerTransposed(dU, width, w.L, ldl, w.PK, width);
  // K̂ᵀĈ⁻¹K̂ and K̂ᵀĈ⁻¹k̂ = (Ĉ⁻¹K̂)ᵀ k̂
  productTN(evenX, evenX, dU, w.K, evenX, w.PK, width, w.KPK, evenX);
  clear(evenX, w.KPk);
  addRowProduct(evenX, dU, k, w.PK, width, w.KPk);
  return true;
}

/** ½ (k̂ᵀĈ⁻¹k̂ + log|Ĉ| + dU log 2π). */
function constantOf(k: usize, w: Workspace): f64 {
  const dU = w.dU, ldl = even(dU);
  let sum = <f64>dU * Math.log(2 * Math.PI);
  for (let i = 0; i < dU; i++) {
    sum += load<f64>(k + <usize>i * F64) * load<f64>(entry(w.Pk, i, 0, w.width));
    sum += 2 * Math.log(load<f64>(entry(w.L, i, i, ldl)));
  }
  return 0.5 * sum;
}

/** [K̂ᵀĈ⁻¹k̂; −Ĉ⁻¹k̂]: [D]. */
function writeGradient(gradient: usize, w: Workspace): void {
  copyRow(w.dX, w.KPk, gradient);
  for (let i = 0; i < w.dU; i++) {
    store<f64>(gradient + <usize>(w.dX + i) * F64, -load<f64>(entry(w.Pk, i, 0, w.width)));
  }
}

/** [[K̂ᵀĈ⁻¹K̂, −K̂ᵀĈ⁻¹], [−Ĉ⁻¹K̂, Ĉ⁻¹]]: [D, D]. */
function writeHessian(hessian: usize, w: Workspace): void {
  const dX = w.dX, dU = w.dU, width = w.width, D = dX + dU;
  copyBlock(dX, dX, w.KPK, w.evenX, hessian, D);
  copyBlock(dU, dU, w.P, width, entry(hessian, dX, dX, D), D);
  for (let i = 0; i < dU; i++) {
    const cross = entry(w.PK, i, 0, width);
    copyScaledRow(dX, -1, cross, entry(hessian, dX + i, 0, D));
    for (let j = 0; j < dX; j++) store<f64>(entry(hessian, j, dX + i, D), -load<f64>(cross + <usize>j * F64));
  }
}
