/**
 * Dense products of row-major matrices of floats: C ← α·op(A)·op(B) + β·C.
 *
 * Pointers are byte addresses, lda, ldb, ldc row strides in floats. m, n are the rows and columns of C, k is the inner
 * dimension. With β = 0 the old content of C is not read. C must not overlap A or B.
 */
import { multiply, multiplyRows } from "./gemm-drivers";

const F32: usize = 4;

/** C: [m, n] ← α·A·B + β·C with A: [m, k], B: [k, n]. */
export function gemm32NN(
  m: i32, n: i32, k: i32, alpha: f32, A: usize, lda: i32, B: usize, ldb: i32, beta: f32, C: usize, ldc: i32,
): void {
  multiply<f32>(m, n, k, alpha, A, <usize>lda * F32, F32, B, <usize>ldb * F32, beta, C, <usize>ldc * F32);
}

/** C: [m, n] ← α·Aᵀ·B + β·C with A: [k, m], B: [k, n]. */
export function gemm32TN(
  m: i32, n: i32, k: i32, alpha: f32, A: usize, lda: i32, B: usize, ldb: i32, beta: f32, C: usize, ldc: i32,
): void {
  multiply<f32>(m, n, k, alpha, A, F32, <usize>lda * F32, B, <usize>ldb * F32, beta, C, <usize>ldc * F32);
}

/** C: [m, n] ← α·A·Bᵀ + β·C with A: [m, k], B: [n, k]. */
export function gemm32NT(
  m: i32, n: i32, k: i32, alpha: f32, A: usize, lda: i32, B: usize, ldb: i32, beta: f32, C: usize, ldc: i32,
): void {
  multiplyRows<f32>(m, n, k, alpha, A, <usize>lda * F32, B, <usize>ldb * F32, beta, C, <usize>ldc * F32);
}
