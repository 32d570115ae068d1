/**
 * Dense products of row-major matrices in flat arrays: C ← α·op(A)·op(B) + β·C.
 *
 * Every matrix is given as (array, offset) and is packed: its row stride is its number of columns. `m`, `n` are the rows
 * and columns of C and `k` the inner dimension. With β = 0 the old content of C is not read. C must not overlap A or B.
 */

/** C ← β·C, with β = 0 clearing even NaN. */
function scaleInPlace(beta: number, C: Float64Array, c0: number, size: number): void {
  if (beta === 0) C.fill(0, c0, c0 + size);
  else if (beta !== 1) for (let i = c0; i < c0 + size; i++) C[i] *= beta;
}

/** C: [m, n] ← α A B + β C with A: [m, k], B: [k, n]. */
export function gemmNN(
  m: number,
  n: number,
  k: number,
  alpha: number,
  A: Float64Array,
  a0: number,
  B: Float64Array,
  b0: number,
  beta: number,
  C: Float64Array,
  c0: number,
): void {
  scaleInPlace(beta, C, c0, m * n);
  for (let i = 0; i < m; i++) {
    const row = c0 + i * n;
    for (let l = 0; l < k; l++) {
      const a = alpha * A[a0 + i * k + l];
      const b = b0 + l * n;
      for (let j = 0; j < n; j++) C[row + j] += a * B[b + j];
    }
  }
}

/** C: [m, n] ← α Aᵀ B + β C with A: [k, m], B: [k, n]. */
export function gemmTN(
  m: number,
  n: number,
  k: number,
  alpha: number,
  A: Float64Array,
  a0: number,
  B: Float64Array,
  b0: number,
  beta: number,
  C: Float64Array,
  c0: number,
): void {
  scaleInPlace(beta, C, c0, m * n);
  for (let l = 0; l < k; l++) {
    const b = b0 + l * n;
    for (let i = 0; i < m; i++) {
      const a = alpha * A[a0 + l * m + i];
      const row = c0 + i * n;
      for (let j = 0; j < n; j++) C[row + j] += a * B[b + j];
    }
  }
}

/** C: [m, n] ← α A Bᵀ + β C with A: [m, k], B: [n, k]. */
export function gemmNT(
  m: number,
  n: number,
  k: number,
  alpha: number,
  A: Float64Array,
  a0: number,
  B: Float64Array,
  b0: number,
  beta: number,
  C: Float64Array,
  c0: number,
): void {
  scaleInPlace(beta, C, c0, m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const a = a0 + i * k;
      const b = b0 + j * k;
      let sum = 0;
      for (let l = 0; l < k; l++) sum += A[a + l] * B[b + l];
      C[c0 + i * n + j] += alpha * sum;
    }
  }
}
