/**
 * The action covariance of a step under the appendix's policy term (method section 3): the fixed point of
 *
 *   X² = (1 − ρ) X + ρ M̃,    M̃ = LᵀΣ^πL + Y W Y,    Y = X (X + ρI)⁻¹
 *
 * in X = LᵀCL. Where these equations come from is said in workers/trajectory/policy-covariance.ts.
 */
import { diagonalise } from "./diagonalise";
import { clear, copyScaledRow, copyTransposed, entry, even, symmetrise } from "./lqr-blocks";
import { addProductTN, productTN } from "./lqr-products";
import { F64 } from "./simd";

/** Matrices are [evenU, evenU] with zeros behind the dU rows and columns. */
// @ts-ignore: decorator
@unmanaged
export class FixedPoint {
  dU: i32;
  evenU: i32;
  /** LᵀΣ^πL and W, given. */
  spread: usize;
  W: usize;
  /** X, given as the start, and Y. */
  X: usize;
  Y: usize;
  /** V, eigenvectors in columns, and its transpose. */
  V: usize;
  E: usize;
  /** x and y: [evenU], the eigenvalues of X and Y. */
  x: usize;
  y: usize;
  /** M̃ in the basis V, and two products. */
  M: usize;
  WV: usize;
  xE: usize;
  rest: usize;

  open(dU: i32): void {
    this.dU = dU;
    const n = even(dU);
    this.evenU = n;
    this.spread = changetype<usize>(this) + 64;
    this.W = entry(this.spread, n, 0, n);
    this.X = entry(this.W, n, 0, n);
    this.Y = entry(this.X, n, 0, n);
    this.V = entry(this.Y, n, 0, n);
    this.E = entry(this.V, n, 0, n);
    this.M = entry(this.E, n, 0, n);
    this.WV = entry(this.M, n, 0, n);
    this.xE = entry(this.WV, n, 0, n);
    this.x = entry(this.xE, n, 0, n);
    this.y = entry(this.x, 1, 0, n);
    this.rest = entry(this.y, 1, 0, n);
    clear(<i32>((this.rest - this.spread) / F64), this.spread);
  }
}

/** Change of X, relative to its largest entry, at which it is taken to stay. */
const TOLERANCE: f64 = 1e-12;
/** See workers/trajectory/policy-covariance.ts. */
const MAX_ALTERNATIONS: i32 = 50;

/** X and Y from `spread`, W and the start in X; how many alternations it took, or 0 where X is not positive definite. */
export function solveFixedPoint(rho: f64, w: FixedPoint): i32 {
  start(w);
  for (let count = 1; ; count++) {
    relax(rho, w);
    mismatch(w);
    for (let i = 0; i < w.dU; i++) {
      const x = covarianceOf(load<f64>(entry(w.M, i, i, w.evenU)), rho);
      if (!(x > 0)) return 0;
      store<f64>(entry(w.x, 0, i, 0), x);
    }
    const change = compose(w.x, w.X, w);
    if (change > TOLERANCE && count < MAX_ALTERNATIONS) continue;
    relax(rho, w);
    compose(w.y, w.Y, w);
    return count;
  }
}

/** y = x / (x + ρ). */
function relax(rho: f64, w: FixedPoint): void {
  for (let i = 0; i < w.dU; i++) {
    const x = load<f64>(entry(w.x, 0, i, 0));
    store<f64>(entry(w.y, 0, i, 0), x / (x + rho));
  }
}

/** V and x from X. */
function start(w: FixedPoint): void {
  const dU = w.dU, n = w.evenU;
  memory.copy(w.M, w.X, <usize>(n * n) * F64);
  clear(n * n, w.E);
  for (let i = 0; i < dU; i++) store<f64>(entry(w.E, i, i, n), 1);
  diagonalise(dU, w.M, w.E, n);
  for (let i = 0; i < dU; i++) store<f64>(entry(w.x, 0, i, 0), load<f64>(entry(w.M, i, i, n)));
  copyTransposed(n, n, w.E, n, w.V, n);
}

/** M̃ = LᵀΣ^πL + Y W Y with Y = V diag(y) Vᵀ; V becomes M̃'s eigenvectors, M the diagonal of its eigenvalues. */
function mismatch(w: FixedPoint): void {
  const dU = w.dU, n = w.evenU;
  // VᵀM̃V = diag(y) VᵀWV diag(y) + VᵀLᵀΣ^πLV
  productTN(n, n, dU, w.W, n, w.V, n, w.WV, n);
  productTN(n, n, dU, w.V, n, w.WV, n, w.M, n);
  for (let i = 0; i < dU; i++) {
    const yi = load<f64>(entry(w.y, 0, i, 0));
    for (let j = 0; j < dU; j++) {
      const m = entry(w.M, i, j, n);
      store<f64>(m, load<f64>(m) * (yi * load<f64>(entry(w.y, 0, j, 0))));
    }
  }
  productTN(n, n, dU, w.spread, n, w.V, n, w.WV, n);
  addProductTN(n, n, dU, w.V, n, w.WV, n, w.M, n);
  symmetrise(dU, w.M, n);
  diagonalise(dU, w.M, w.E, n);
  copyTransposed(n, n, w.E, n, w.V, n);
}

/** x with x² = (1 − ρ)x + ρm, x > 0. */
function covarianceOf(m: f64, rho: f64): f64 {
  const a = (1 - rho) / 2;
  const root = Math.sqrt(a * a + rho * m);
  // For ρ > 1 the sum would cancel.
  return a < 0 ? (rho * m) / (root - a) : a + root;
}

/** A ← V diag(values) Vᵀ; the largest change of an entry relative to the largest entry. */
function compose(values: usize, A: usize, w: FixedPoint): f64 {
  const dU = w.dU, n = w.evenU;
  for (let i = 0; i < dU; i++) copyScaledRow(n, load<f64>(entry(values, 0, i, 0)), entry(w.E, i, 0, n), entry(w.xE, i, 0, n));
  productTN(n, n, dU, w.E, n, w.xE, n, w.WV, n);
  let change: f64 = 0, scale: f64 = 0;
  for (let i = 0; i < n * n; i++) {
    const a = entry(A, 0, i, 0), value = load<f64>(entry(w.WV, 0, i, 0));
    change = Math.max(change, Math.abs(value - load<f64>(a)));
    scale = Math.max(scale, Math.abs(value));
    store<f64>(a, value);
  }
  return change / scale;
}
