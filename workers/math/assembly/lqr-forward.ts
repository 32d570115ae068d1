/**
 * The trajectory distribution of a linear-Gaussian controller under linear-Gaussian dynamics (method section 1), the whole
 * sweep forward in time.
 *
 *   û = K x̂ + k          Σ = [[S, S Kᵀ], [K S, K S Kᵀ + C]]
 *   x̂⁺ = f_xu ŷ + f_c     S⁺ = f_xu Σ f_xuᵀ + F = A S Aᵀ + f_u C f_uᵀ + F,   A = f_x + f_u K
 */
import { allFinite, clear, copyBlock, copyRow, copySymmetric, copyTransposed, entry, even } from "./lqr-blocks";
import { addLowerProductTN, addProductTN, addRowProduct, productTN } from "./lqr-products";
import { failure, NOT_FINITE, OK } from "./lqr-status";
import { F64 } from "./simd";

/** What the loop over time overwrites, in the caller's scratch memory; [x; u] is made even block by block. */
// @ts-ignore: decorator
@unmanaged
class Workspace {
  /** dX, dU, and both made even, and the sum of these. */
  dX: i32;
  dU: i32;
  evenX: i32;
  evenU: i32;
  size: i32;
  /** ŷ = [x̂; û]: [size] and û within. */
  y: usize;
  u: usize;
  /** x̂⁺: [evenX]. */
  next: usize;
  /** S: [evenX, evenX]. */
  S: usize;
  /** K: [dU, evenX] and Kᵀ: [evenX, evenU]. */
  K: usize;
  Kt: usize;
  /** S Kᵀ: [evenX, evenU]. */
  SKt: usize;
  /** K S Kᵀ + C: [evenU, evenU]. */
  uu: usize;
  /** C: [dU, evenU]. */
  C: usize;
  /** f_xuᵀ, then [A, f_u]ᵀ: [size, evenX], and f_uᵀ within. */
  ft: usize;
  fut: usize;
  /** [S Aᵀ; C f_uᵀ]: [size, evenX]. */
  Sft: usize;

  open(dX: i32, dU: i32): void {
    this.dX = dX;
    this.dU = dU;
    this.evenX = even(dX);
    this.evenU = even(dU);
    this.size = this.evenX + this.evenU;
    this.y = changetype<usize>(this) + 128;
    this.u = this.y + <usize>this.evenX * F64;
    this.next = this.y + <usize>this.size * F64;
    this.S = this.next + <usize>this.evenX * F64;
    this.K = entry(this.S, this.evenX, 0, this.evenX);
    this.Kt = entry(this.K, dU, 0, this.evenX);
    this.SKt = entry(this.Kt, this.evenX, 0, this.evenU);
    this.uu = entry(this.SKt, this.evenX, 0, this.evenU);
    this.C = entry(this.uu, this.evenU, 0, this.evenU);
    this.ft = entry(this.C, dU, 0, this.evenU);
    this.fut = entry(this.ft, this.evenX, 0, this.evenX);
    this.Sft = entry(this.ft, this.size, 0, this.evenX);
    clear(<i32>((entry(this.Sft, this.size, 0, this.evenX) - this.y) / F64), this.y);
  }
}

/**
 * The means [T, D] and covariances [T, D, D] of [x; u] from K: [T, dU, dX], k: [T, dU], C: [T, dU, dU], f_xu: [T, dX, D],
 * f_c: [T, dX], F: [T, dX, dX] and the first state's mean [dX] and covariance [dX, dX]. Returns a status of
 * ./lqr-status.ts.
 * @param scratch 8 (D + 4)² doubles
 */
export function lqrForward(
  T: i32, dX: i32, dU: i32,
  K: usize, k: usize, C: usize, f: usize, fc: usize, F: usize, mean: usize, covariance: usize,
  means: usize, covariances: usize,
  scratch: usize,
): i32 {
  const w = changetype<Workspace>(scratch);
  w.open(dX, dU);
  const D = dX + dU;
  copyRow(dX, mean, w.y);
  copyBlock(dX, dX, covariance, dX, w.S, w.evenX);
  for (let t = 0; t < T; t++) {
    extendToActions(entry(K, t, 0, dU * dX), entry(k, t, 0, dU), entry(C, t, 0, dU * dU), w);
    writeMarginals(entry(means, t, 0, D), entry(covariances, t, 0, D * D), w);
    if (!isFinite(w)) return failure(NOT_FINITE, t);
    if (t + 1 < T) advance(entry(f, t, 0, dX * D), entry(fc, t, 0, dX), entry(F, t, 0, dX * dX), w);
  }
  return OK;
}

/** û, S Kᵀ and K S Kᵀ + C from x̂ and S. */
function extendToActions(K: usize, k: usize, C: usize, w: Workspace): void {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, evenU = w.evenU;
  copyBlock(dU, dX, K, dX, w.K, evenX);
  copyTransposed(dU, dX, K, dX, w.Kt, evenU);
  copyBlock(dU, dU, C, dU, w.C, evenU);
  // û = K x̂ + k
  copyRow(dU, k, w.u);
  addRowProduct(evenU, dX, w.y, w.Kt, evenU, w.u);
  // S Kᵀ and K S Kᵀ + C
  productTN(evenX, evenU, dX, w.S, evenX, w.Kt, evenU, w.SKt, evenU);
  copyBlock(dU, dU, C, dU, w.uu, evenU);
  addLowerProductTN(evenU, dX, w.Kt, evenU, w.SKt, evenU, w.uu, evenU);
  copySymmetric(evenU, w.uu, evenU, w.uu, evenU);
}

/** ŷ: [D] and Σ: [D, D] = [[S, S Kᵀ], [K S, K S Kᵀ + C]]. */
function writeMarginals(y: usize, Sigma: usize, w: Workspace): void {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, evenU = w.evenU, D = dX + dU;
  copyRow(dX, w.y, y);
  copyRow(dU, w.u, y + <usize>dX * F64);
  copyBlock(dX, dX, w.S, evenX, Sigma, D);
  copyBlock(dX, dU, w.SKt, evenU, entry(Sigma, 0, dX, D), D);
  copyTransposed(dX, dU, w.SKt, evenU, entry(Sigma, dX, 0, D), D);
  copyBlock(dU, dU, w.uu, evenU, entry(Sigma, dX, dX, D), D);
}

/** x̂ and S become those of the next step. */
function advance(f: usize, fc: usize, F: usize, w: Workspace): void {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, evenU = w.evenU, size = w.size;
  copyTransposed(dX, dX, f, dX + dU, w.ft, evenX);
  copyTransposed(dX, dU, entry(f, 0, dX, 0), dX + dU, w.fut, evenX);
  // x̂⁺ = f_xu ŷ + f_c
  copyRow(dX, fc, w.next);
  addRowProduct(evenX, size, w.y, w.ft, evenX, w.next);
  copyRow(evenX, w.next, w.y);
  // Aᵀ = f_xᵀ + Kᵀ f_uᵀ
  addProductTN(evenX, evenX, dU, w.K, evenX, w.fut, evenX, w.ft, evenX);
  // S⁺ = [A, f_u] [S Aᵀ; C f_uᵀ] + F
  productTN(evenX, evenX, dX, w.S, evenX, w.ft, evenX, w.Sft, evenX);
  productTN(evenU, evenX, dU, w.C, evenU, w.fut, evenX, entry(w.Sft, evenX, 0, evenX), evenX);
  copyBlock(dX, dX, F, dX, w.S, evenX);
  addLowerProductTN(evenX, size, w.ft, evenX, w.Sft, evenX, w.S, evenX);
  copySymmetric(evenX, w.S, evenX, w.S, evenX);
}

function isFinite(w: Workspace): bool {
  const evenX = w.evenX, evenU = w.evenU;
  return (
    allFinite(w.size, w.y) && allFinite(evenX * evenX, w.S) &&
    allFinite(evenX * evenU, w.SKt) && allFinite(evenU * evenU, w.uu)
  );
}
