/**
 * The expansion of a step's Q function, which every backward sweep begins a step with (method section 1), for the cost
 * ℓ̃ = (ℓ + η·surprisal)/(η + ω), which is never written out.
 */
import { allFinite, clear, copyBlock, copyRow, entry, even, multipleOfFour } from "./lqr-blocks";
import { addLowerProductTN, addRowProduct, lowerWidth, productTN } from "./lqr-products";
import { F64, fma, V128 } from "./simd";

/** What the loop over time overwrites, in the caller's scratch memory; [x; u] is made even block by block. */
// @ts-ignore: decorator
@unmanaged
export class Workspace {
  /** dX, dU, and both made even, and the sum of these. */
  dX: i32;
  dU: i32;
  evenX: i32;
  evenU: i32;
  size: i32;
  /** Columns of `solutions`. */
  width: i32;
  /** V_xx: [evenX, evenX]. */
  Vxx: usize;
  /** V_x: [evenX]. */
  Vx: usize;
  /** f_xu: [dX, size], where it is not even by itself. */
  f: usize;
  /** V_xx f_xu: [evenX, size]. */
  Vf: usize;
  /** V_x + V_xx f_c: [evenX]. */
  v: usize;
  /** Q_xuxu: [size, size], its lower triangle; L in the place of Q_uu after the factorisation. */
  Qxuxu: usize;
  /** Q_ux: [evenU, evenX] and Q_uu: [evenU, evenU] within. */
  Qux: usize;
  Quu: usize;
  /** Q_xu: [size]; its second part is Q_u. */
  Qxu: usize;
  Qu: usize;
  /** [K | k, 0 | C, 0]: [dU, width]. */
  solutions: usize;
  /** What is left of the scratch memory. */
  rest: usize;

  open(dX: i32, dU: i32): void {
    this.dX = dX;
    this.dU = dU;
    this.evenX = even(dX);
    this.evenU = even(dU);
    this.size = this.evenX + this.evenU;
    this.width = multipleOfFour(this.size + 2);
    this.Vxx = changetype<usize>(this) + 128;
    this.Vx = entry(this.Vxx, this.evenX, 0, this.evenX);
    this.f = this.Vx + <usize>this.evenX * F64;
    this.Vf = entry(this.f, dX, 0, this.size);
    this.v = entry(this.Vf, this.evenX, 0, this.size);
    this.Qxuxu = this.v + <usize>this.evenX * F64;
    this.Qux = entry(this.Qxuxu, this.evenX, 0, this.size);
    this.Quu = entry(this.Qux, 0, this.evenX, this.size);
    this.Qxu = entry(this.Qxuxu, this.size, 0, this.size);
    this.Qu = this.Qxu + <usize>this.evenX * F64;
    this.solutions = this.Qxu + <usize>this.size * F64;
    this.rest = entry(this.solutions, dU, 0, this.width);
    clear(<i32>((this.rest - this.Vxx) / F64), this.Vxx);
  }
}

/** Q_xu ← a·ℓ_xu + b·surprisal_xu. */
export function blendGradient(a: f64, loss: usize, b: f64, surprisal: usize, w: Workspace): void {
  const behind = <usize>w.dX * F64;
  blend(w.dX, a, loss, b, surprisal, w.Qxu);
  blend(w.dU, a, loss + behind, b, surprisal + behind, w.Qu);
}

/** The lower triangle of Q_xuxu ← a·ℓ_xuxu + b·surprisal_xuxu. */
export function blendHessian(a: f64, loss: usize, b: f64, surprisal: usize, w: Workspace): void {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, size = w.size, D = dX + dU;
  const behind = <usize>dX * F64;
  for (let i = 0; i < D; i++) {
    const target = i < dX ? i : evenX + i - dX;
    const at = <usize>(i * D) * F64, width = lowerWidth(target, size);
    blend(min(width, dX), a, loss + at, b, surprisal + at, entry(w.Qxuxu, target, 0, size));
    if (width <= evenX) continue;
    blend(min(width - evenX, dU), a, loss + at + behind, b, surprisal + at + behind, entry(w.Qxuxu, target, evenX, size));
  }
}

/** z: [n] ← a·x + b·y. */
// @ts-ignore: decorator
@inline
function blend(n: i32, a: f64, x: usize, b: f64, y: usize, z: usize): void {
  const as = f64x2.splat(a), bs = f64x2.splat(b);
  const end = x + <usize>(n & ~1) * F64;
  for (; x < end; x += V128, y += V128, z += V128) {
    v128.store(z, fma(as, v128.load(x), f64x2.mul(bs, v128.load(y))));
  }
  if (n & 1) store<f64>(z, a * load<f64>(x) + b * load<f64>(y));
}

/** Q_xuxu and Q_xu, which hold the cost's, from the next step's V. */
export function expandQ(dynamics: usize, fc: usize, w: Workspace): void {
  const dX = w.dX, dU = w.dU, evenX = w.evenX, size = w.size;
  const f = dX + dU == size ? dynamics : copyDynamics(dynamics, w);
  // Q_xuxu = ℓ̃_xuxu + f_xuᵀ V_xx⁺ f_xu
  productTN(evenX, size, dX, w.Vxx, evenX, f, size, w.Vf, size);
  addLowerProductTN(size, dX, f, size, w.Vf, size, w.Qxuxu, size);
  // Q_xu = ℓ̃_xu + f_xuᵀ (V_x⁺ + V_xx⁺ f_c)
  copyRow(dX, w.Vx, w.v);
  addRowProduct(evenX, dX, fc, w.Vxx, evenX, w.v);
  addRowProduct(size, dX, w.v, f, size, w.Qxu);
}

/** f_xu with [x; u] made even. */
function copyDynamics(f: usize, w: Workspace): usize {
  const dX = w.dX, dU = w.dU;
  copyBlock(dX, dX, f, dX + dU, w.f, w.size);
  copyBlock(dX, dU, entry(f, 0, dX, 0), dX + dU, entry(w.f, 0, w.evenX, 0), w.size);
  return w.f;
}

/** What of Q_xuxu's upper triangle is not zero, its lower triangle has too. */
export function qIsFinite(w: Workspace): bool {
  return allFinite(w.size * w.size, w.Qxuxu) && allFinite(w.size, w.Qxu);
}

export function valueIsFinite(w: Workspace): bool {
  return allFinite(w.evenX * w.evenX, w.Vxx) && allFinite(w.evenX, w.Vx);
}
