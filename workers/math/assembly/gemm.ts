/**
 * Dense products of row-major matrices of doubles: C ← α·op(A)·op(B) + β·C.
 *
 * Pointers are byte addresses, lda, ldb, ldc row strides in doubles. m, n are the rows and columns of C, k is the inner
 * dimension. With β = 0 the old content of C is not read. C must not overlap A or B.
 */
import { multiply, multiplyRows } from "./gemm-drivers";
import { F64 } from "./simd";

/** C: [m, n] ← α·A·B + β·C with A: [m, k], B: [k, n]. */
export function gemmNN(
  m: i32, n: i32, k: i32, alpha: f64, A: usize, lda: i32, B: usize, ldb: i32, beta: f64, C: usize, ldc: i32,
): void {
  multiply<f64>(m, n, k, alpha, A, <usize>lda * F64, F64, B, <usize>ldb * F64, beta, C, <usize>ldc * F64);
}

/** C: [m, n] ← α·Aᵀ·B + β·C with A: [k, m], B: [k, n]. */
export function gemmTN(
  m: i32, n: i32, k: i32, alpha: f64, A: usize, lda: i32, B: usize, ldb: i32, beta: f64, C: usize, ldc: i32,
): void {
  multiply<f64>(m, n, k, alpha, A, F64, <usize>lda * F64, B, <usize>ldb * F64, beta, C, <usize>ldc * F64);
}

/** C: [m, n] ← α·A·Bᵀ + β·C with A: [m, k], B: [n, k]. */
export function gemmNT(
  m: i32, n: i32, k: i32, alpha: f64, A: usize, lda: i32, B: usize, ldb: i32, beta: f64, C: usize, ldc: i32,
): void {
  multiplyRows<f64>(m, n, k, alpha, A, <usize>lda * F64, B, <usize>ldb * F64, beta, C, <usize>ldc * F64);
}
