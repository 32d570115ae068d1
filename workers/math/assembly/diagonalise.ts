/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan, section 8.5):
 *
 *   A ← JᵀAJ,  E ← JᵀE   until A is diagonal.
 */
import { entry } from "./lqr-blocks";
import { F64, fma, V128 } from "./simd";

/** Off-diagonal entries below this part of their diagonal entries are zero to rounding: 2⁻⁵³. */
const ROUNDING: f64 = 1.1102230246251565e-16;
/** Convergence is quadratic; ten sweeps are many. */
const MAX_SWEEPS: i32 = 30;

/**
 * The diagonal of A: [n, n] becomes its eigenvalues; only its upper triangle is read, and what is left there is spoilt. To
 * E: [n, n], eigenvectors in rows, the rotations are applied from the left. Both have row strides of ld doubles, an even
 * number, and E has zeros behind its n columns.
 */
export function diagonalise(n: i32, A: usize, E: usize, ld: i32): void {
  for (let sweep = 0, rotated = true; rotated && sweep < MAX_SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) if (rotate(p, q, n, A, E, ld)) rotated = true;
    }
  }
}

/** The rotation in the plane (p, q) that makes A_pq zero; false where it is zero to rounding. */
function rotate(p: i32, q: i32, n: i32, A: usize, E: usize, ld: i32): bool {
  const rowP = entry(A, p, 0, ld), rowQ = entry(A, q, 0, ld);
  const app = load<f64>(entry(rowP, 0, p, 0)), aqq = load<f64>(entry(rowQ, 0, q, 0)), apq = load<f64>(entry(rowP, 0, q, 0));
  if (!(Math.abs(apq) > ROUNDING * (Math.abs(app) + Math.abs(aqq)))) return false;
  // The smaller root of t² + 2τt − 1 = 0, τ = (A_qq − A_pp) / 2A_pq.
  const tau = (aqq - app) / (2 * apq);
  const t = (tau < 0 ? -1.0 : 1.0) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + t * t), sine = t * cosine;
  // A number at a time: a vector load of what two stores have just written would wait for them.
  for (let i = 0; i < p; i++) turn(entry(A, i, p, ld), entry(A, i, q, ld), cosine, sine);
  for (let i = p + 1; i < q; i++) turn(entry(rowP, 0, i, 0), entry(A, i, q, ld), cosine, sine);
  for (let i = q + 1; i < n; i++) turn(entry(rowP, 0, i, 0), entry(rowQ, 0, i, 0), cosine, sine);
  store<f64>(entry(rowP, 0, p, 0), app - t * apq);
  store<f64>(entry(rowQ, 0, q, 0), aqq + t * apq);
  store<f64>(entry(rowP, 0, q, 0), 0);
  turnRows(ld, entry(E, p, 0, ld), entry(E, q, 0, ld), cosine, sine);
  return true;
}

// @ts-ignore: decorator
@inline
function turn(p: usize, q: usize, cosine: f64, sine: f64): void {
  const x = load<f64>(p), y = load<f64>(q);
  store<f64>(p, cosine * x - sine * y);
  store<f64>(q, sine * x + cosine * y);
}

/** [x; y]: [2, n] ← [cosine·x − sine·y; sine·x + cosine·y]; n even. */
// @ts-ignore: decorator
@inline
function turnRows(n: i32, x: usize, y: usize, cosine: f64, sine: f64): void {
  const c = f64x2.splat(cosine), s = f64x2.splat(sine);
  const end = x + <usize>n * F64;
  for (; x < end; x += V128, y += V128) {
    const a = v128.load(x), b = v128.load(y);
    v128.store(x, fma(c, a, f64x2.neg(f64x2.mul(s, b))));
    v128.store(y, fma(c, b, f64x2.mul(s, a)));
  }
}
