/**
 * Dense products of row-major matrices: C ← α·op(A)·op(B) + β·C.
 *
 * Pointers are byte addresses of doubles; lda, ldb, ldc are row strides in doubles. m, n are the rows and columns of C, k
 * is the inner dimension. With β = 0 the old content of C is not read. C must not overlap A or B.
 */
import { F64 } from "./simd";

/** C: [m, n] ← α·A·B + β·C with A: [m, k], B: [k, n]. */
export function gemmNN(
  m: i32, n: i32, k: i32, alpha: f64,
  A: usize, lda: i32, B: usize, ldb: i32,
  beta: f64, C: usize, ldc: i32,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum: f64 = 0;
      for (let l = 0; l < k; l++) sum += at(A, i * lda + l) * at(B, l * ldb + j);
      put(C, i * ldc + j, alpha, sum, beta);
    }
  }
}

/** C: [m, n] ← α·Aᵀ·B + β·C with A: [k, m], B: [k, n]. */
export function gemmTN(
  m: i32, n: i32, k: i32, alpha: f64,
  A: usize, lda: i32, B: usize, ldb: i32,
  beta: f64, C: usize, ldc: i32,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum: f64 = 0;
      for (let l = 0; l < k; l++) sum += at(A, l * lda + i) * at(B, l * ldb + j);
      put(C, i * ldc + j, alpha, sum, beta);
    }
  }
}

/** C: [m, n] ← α·A·Bᵀ + β·C with A: [m, k], B: [n, k]. */
export function gemmNT(
  m: i32, n: i32, k: i32, alpha: f64,
  A: usize, lda: i32, B: usize, ldb: i32,
  beta: f64, C: usize, ldc: i32,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum: f64 = 0;
      for (let l = 0; l < k; l++) sum += at(A, i * lda + l) * at(B, j * ldb + l);
      put(C, i * ldc + j, alpha, sum, beta);
    }
  }
}

// @ts-ignore: decorator
@inline
function at(base: usize, index: i32): f64 {
  return load<f64>(base + <usize>index * F64);
}

// @ts-ignore: decorator
@inline
function put(C: usize, index: i32, alpha: f64, sum: f64, beta: f64): void {
  const address = C + <usize>index * F64;
  store<f64>(address, beta == 0 ? alpha * sum : alpha * sum + beta * load<f64>(address));
}
