/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan, section 8.5):
 *
 *   A ← JᵀAJ,  V ← VJ   until A is diagonal.
 *
 * A matrix that is nearly diagonal in a basis already known costs a sweep or two: start with VᵀAV and that V.
 */

/** Off-diagonal entries below this part of their diagonal entries are zero to rounding. */
const ROUNDING = 2 ** -53;
/** Convergence is quadratic; ten sweeps are many. */
const MAX_SWEEPS = 30;

/**
 * The diagonal of A: [n, n] becomes its eigenvalues; only its upper triangle is read, and what is left there is spoilt.
 * V: [n, n] is multiplied by the rotations from the right.
 */
export function diagonalise(n: number, A: Float64Array, a0: number, V: Float64Array, v0: number): void {
  for (let sweep = 0, rotated = true; rotated && sweep < MAX_SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) if (rotate(p, q, n, A, a0, V, v0)) rotated = true;
    }
  }
}

/** The rotation in the plane (p, q) that makes A_pq zero; false where it is zero to rounding. */
function rotate(p: number, q: number, n: number, A: Float64Array, a0: number, V: Float64Array, v0: number): boolean {
  const [app, aqq, apq] = [A[a0 + p * n + p], A[a0 + q * n + q], A[a0 + p * n + q]];
  if (!(Math.abs(apq) > ROUNDING * (Math.abs(app) + Math.abs(aqq)))) return false;
  // The smaller root of t² + 2τt − 1 = 0, τ = (A_qq − A_pp) / 2A_pq.
  const tau = (aqq - app) / (2 * apq);
  const t = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + t * t);
  const sine = t * cosine;
  for (let i = 0; i < n; i++) turn(V, v0 + i * n + p, v0 + i * n + q, cosine, sine);
  for (let i = 0; i < p; i++) turn(A, a0 + i * n + p, a0 + i * n + q, cosine, sine);
  for (let i = p + 1; i < q; i++) turn(A, a0 + p * n + i, a0 + i * n + q, cosine, sine);
  for (let i = q + 1; i < n; i++) turn(A, a0 + p * n + i, a0 + q * n + i, cosine, sine);
  A[a0 + p * n + p] = app - t * apq;
  A[a0 + q * n + q] = aqq + t * apq;
  A[a0 + p * n + q] = 0;
  return true;
}

function turn(values: Float64Array, p: number, q: number, cosine: number, sine: number): void {
  const [vp, vq] = [values[p], values[q]];
  values[p] = cosine * vp - sine * vq;
  values[q] = sine * vp + cosine * vq;
}
