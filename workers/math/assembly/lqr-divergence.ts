/**
 * D_KL(p‖p̂) between the trajectory distributions of two linear-Gaussian controllers under the same dynamics (method
 * section 1), for all steps:
 *
 *   KL_t = ½ [ log|Ĉ| − log|C| − dU + tr(Ĉ⁻¹C) + dᵀĈ⁻¹d + tr(ΔKᵀĈ⁻¹ΔK S_t) ],
 *   ΔK = K̂ − K,  d = ΔK x̂_t + k̂ − k.
 */
import { cholesky, solveLower } from "./cholesky";
import { clear, copyBlock, copyRow, dot, entry, even, multipleOfFour } from "./lqr-blocks";
import { addRowProduct } from "./lqr-products";
import { failure, NOT_FINITE, NOT_POSITIVE_DEFINITE, OK } from "./lqr-status";
import { F64, V128 } from "./simd";

/** What the loop over time overwrites, in the caller's scratch memory. */
// @ts-ignore: decorator
@unmanaged
class Workspace {
  /** dX, dU, and both made even. */
  dX: i32;
  dU: i32;
  evenX: i32;
  evenU: i32;
  /** Columns of `differences`. */
  width: i32;
  /** L̂, L: [dU, evenU], the factors of Ĉ and C. */
  Lhat: usize;
  L: usize;
  /** [ΔK | d, 0 | L, 0], then L̂⁻¹ times it: [dU, width]. */
  differences: usize;
  /** S w: [evenX] for a row w. */
  Sw: usize;

  open(dX: i32, dU: i32): void {
    this.dX = dX;
    this.dU = dU;
    this.evenX = even(dX);
    this.evenU = even(dU);
    this.width = multipleOfFour(this.evenX + 2 + this.evenU);
    this.Lhat = changetype<usize>(this) + 128;
    this.L = entry(this.Lhat, dU, 0, this.evenU);
    this.differences = entry(this.L, dU, 0, this.evenU);
    this.Sw = entry(this.differences, dU, 0, this.width);
    clear(<i32>((entry(this.Sw, 1, 0, this.evenX) - this.Lhat) / F64), this.Lhat);
  }
}

/**
 * KL_t: [T] of K, k, C from K̂, k̂, Ĉ ([T, dU, dX], [T, dU], [T, dU, dU]), its expectation taken under the means [T, D] and
 * covariances [T, D, D] of the former. Returns a status of ./lqr-status.ts.
 * @param scratch 8 (D + 4)² doubles
 */
export function lqrDivergence(
  T: i32, dX: i32, dU: i32,
  K: usize, k: usize, C: usize, Khat: usize, khat: usize, Chat: usize, means: usize, covariances: usize,
  perStep: usize,
  scratch: usize,
): i32 {
  const w = changetype<Workspace>(scratch);
  w.open(dX, dU);
  const D = dX + dU;
  for (let t = 0; t < T; t++) {
    const atK = <usize>(t * dU * dX) * F64, atk = <usize>(t * dU) * F64, atC = <usize>(t * dU * dU) * F64;
    if (!factor(C + atC, Chat + atC, w)) return failure(NOT_POSITIVE_DEFINITE, t);
    takeDifferences(K + atK, k + atk, Khat + atK, khat + atk, entry(means, t, 0, D), w);
    const divergence = divergenceOf(entry(covariances, t, 0, D * D), w);
    if (!(Math.abs(divergence) < Infinity)) return failure(NOT_FINITE, t);
    store<f64>(entry(perStep, t, 0, 1), divergence);
  }
  return OK;
}

/** Ĉ = L̂ L̂ᵀ and C = L Lᵀ; false where one of them has no Cholesky factor. */
function factor(C: usize, Chat: usize, w: Workspace): bool {
  const dU = w.dU, evenU = w.evenU;
  copyBlock(dU, dU, Chat, dU, w.Lhat, evenU);
  copyBlock(dU, dU, C, dU, w.L, evenU);
  return cholesky(dU, w.Lhat, evenU) && cholesky(dU, w.L, evenU);
}

/** ΔK = K̂ − K and d = ΔK x̂ + k̂ − k, side by side with L. */
function takeDifferences(K: usize, k: usize, Khat: usize, khat: usize, mean: usize, w: Workspace): void {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, width = w.width;
  for (let i = 0; i < dU; i++) {
    const gains = entry(w.differences, i, 0, width), offset = entry(gains, 0, evenX, 0);
    difference(dX, entry(Khat, i, 0, dX), entry(K, i, 0, dX), gains);
    if (dX & 1) store<f64>(entry(gains, 0, dX, 0), 0);
    store<f64>(offset, dot(dX, gains, mean) + load<f64>(entry(khat, 0, i, 0)) - load<f64>(entry(k, 0, i, 0)));
    copyRow(w.evenU, entry(w.L, i, 0, w.evenU), entry(offset, 0, 2, 0));
  }
}

/** KL_t, given Σ_t: [D, D]. */
function divergenceOf(Sigma: usize, w: Workspace): f64 {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, width = w.width, D = dX + dU;
  // L̂⁻¹ [ΔK | d | L]
  solveLower(dU, width, w.Lhat, w.evenU, w.differences, width);
  let sum = -<f64>dU;
  for (let i = 0; i < dU; i++) {
    const gains = entry(w.differences, i, 0, width), rest = entry(gains, 0, evenX, 0);
    // log|Ĉ| − log|C|
    sum += 2 * Math.log(load<f64>(entry(w.Lhat, i, i, w.evenU)) / load<f64>(entry(w.L, i, i, w.evenU)));
    // dᵀĈ⁻¹d = ‖L̂⁻¹d‖² and tr(Ĉ⁻¹C) = ‖L̂⁻¹L‖²
    sum += dot(2 + w.evenU, rest, rest);
    // tr(ΔKᵀĈ⁻¹ΔK S) = Σ_i w_iᵀ S w_i over the rows w_i of L̂⁻¹ΔK
    clear(evenX, w.Sw);
    addRowProduct(evenX, dX, gains, Sigma, D, w.Sw);
    sum += dot(dX, gains, w.Sw);
  }
  return 0.5 * sum;
}

/** z: [n] ← x − y. */
// @ts-ignore: decorator
@inline
function difference(n: i32, x: usize, y: usize, z: usize): void {
  const end = x + <usize>(n & ~1) * F64;
  for (; x < end; x += V128, y += V128, z += V128) v128.store(z, f64x2.sub(v128.load(x), v128.load(y)));
  if (n & 1) store<f64>(z, load<f64>(x) - load<f64>(y));
}
