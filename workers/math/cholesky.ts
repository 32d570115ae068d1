/**
 * Cholesky factorisation A = L Lᵀ of a symmetric positive definite matrix and what is solved with it.
 * Matrices are row-major, packed, given as (array, offset).
 */

/**
 * A: [n, n] ← L, lower triangular; the strict upper triangle is set to zero. Only A's lower triangle is read.
 * Returns false, with A spoilt, where A is not positive definite or holds numbers that are not finite.
 */
export function cholesky(A: Float64Array, a0: number, n: number): boolean {
  for (let j = 0; j < n; j++) {
    const rowJ = a0 + j * n;
    let pivot = A[rowJ + j];
    for (let l = 0; l < j; l++) pivot -= A[rowJ + l] * A[rowJ + l];
    if (!(pivot > 0 && pivot < Infinity)) return false;
    const diagonal = Math.sqrt(pivot);
    A[rowJ + j] = diagonal;
    for (let i = j + 1; i < n; i++) {
      const rowI = a0 + i * n;
      let sum = A[rowI + j];
      for (let l = 0; l < j; l++) sum -= A[rowI + l] * A[rowJ + l];
      A[rowI + j] = sum / diagonal;
      A[rowJ + i] = 0;
    }
  }
  return true;
}

/** B: [n, m] ← L⁻¹ B with L: [n, n] lower triangular. */
export function solveLower(n: number, m: number, L: Float64Array, l0: number, B: Float64Array, b0: number): void {
  for (let i = 0; i < n; i++) {
    const row = b0 + i * m;
    for (let l = 0; l < i; l++) {
      const factor = L[l0 + i * n + l];
      for (let j = 0; j < m; j++) B[row + j] -= factor * B[b0 + l * m + j];
    }
    const diagonal = L[l0 + i * n + i];
    for (let j = 0; j < m; j++) B[row + j] /= diagonal;
  }
}

/** B: [n, m] ← L⁻ᵀ B with L: [n, n] lower triangular. */
export function solveLowerTransposed(
  n: number,
  m: number,
  L: Float64Array,
  l0: number,
  B: Float64Array,
  b0: number,
): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = b0 + i * m;
    for (let l = i + 1; l < n; l++) {
      const factor = L[l0 + l * n + i];
      for (let j = 0; j < m; j++) B[row + j] -= factor * B[b0 + l * m + j];
    }
    const diagonal = L[l0 + i * n + i];
    for (let j = 0; j < m; j++) B[row + j] /= diagonal;
  }
}

/** B: [n, m] ← (L Lᵀ)⁻¹ B. */
export function solveCholesky(n: number, m: number, L: Float64Array, l0: number, B: Float64Array, b0: number): void {
  solveLower(n, m, L, l0, B, b0);
  solveLowerTransposed(n, m, L, l0, B, b0);
}

/** out: [n, n] ← (L Lᵀ)⁻¹, for the few places where the inverse itself is the result (a covariance, a precision). */
export function inverseFromCholesky(n: number, L: Float64Array, l0: number, out: Float64Array, o0: number): void {
  out.fill(0, o0, o0 + n * n);
  for (let i = 0; i < n; i++) out[o0 + i * n + i] = 1;
  solveCholesky(n, n, L, l0, out, o0);
}

/** log|L Lᵀ|. */
export function logDetFromCholesky(n: number, L: Float64Array, l0: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(L[l0 + i * n + i]);
  return 2 * sum;
}
