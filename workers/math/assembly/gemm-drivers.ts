/**
 * Cuts products into tiles (gemm-tile.ts, gemm-dots.ts). C's rows go in bands of tiles of six, four, two and one; eight
 * rows are two tiles of four, because a tile of two has too few sums to keep both multipliers busy.
 *
 * Addresses, steps and strides are in bytes.
 */
import { tilesNT } from "./gemm-dots";
import { tilesNN } from "./gemm-tile";
import { lanes } from "./lanes";
import { Four, One, Six, Two } from "./tile-sizes";

/** C: [m, n] ← α·op(A)·B + β·C with op(A): [m, k], row i and column l at A + i·rowStep + l·innerStep, and B: [k, n]. */
export function multiply<T>(
  m: i32, n: i32, k: i32, alpha: T, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
  if (n == 1 && ldb == sizeof<T>() && innerStep == sizeof<T>()) {
    multiplyRows<T>(m, 1, k, alpha, A, rowStep, B, ldb, beta, C, ldc);
    return;
  }
  const sixes = tilesOfSix(m);
  const rest = m - 6 * sixes;
  bandNN<T, Six>(sixes, n, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc);
  let done = <usize>(6 * sixes);
  bandNN<T, Four>(rest >> 2, n, k, alpha, A + done * rowStep, rowStep, innerStep, B, ldb, beta, C + done * ldc, ldc);
  done += rest & ~3;
  bandNN<T, Two>((rest >> 1) & 1, n, k, alpha, A + done * rowStep, rowStep, innerStep, B, ldb, beta, C + done * ldc, ldc);
  done += rest & 2;
  bandNN<T, One>(rest & 1, n, k, alpha, A + done * rowStep, rowStep, innerStep, B, ldb, beta, C + done * ldc, ldc);
}

/** C: [m, n] ← α·A·Bᵀ + β·C with A: [m, k], B: [n, k]. */
export function multiplyRows<T>(
  m: i32, n: i32, k: i32, alpha: T, A: usize, lda: usize, B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
  const sixes = tilesOfSix(m);
  const rest = m - 6 * sixes;
  bandNT<T, Six>(sixes, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
  let done = <usize>(6 * sixes);
  bandNT<T, Four>(rest >> 2, n, k, alpha, A + done * lda, lda, B, ldb, beta, C + done * ldc, ldc);
  done += rest & ~3;
  bandNT<T, Two>((rest >> 1) & 1, n, k, alpha, A + done * lda, lda, B, ldb, beta, C + done * ldc, ldc);
  done += rest & 2;
  bandNT<T, One>(rest & 1, n, k, alpha, A + done * lda, lda, B, ldb, beta, C + done * ldc, ldc);
}

// @ts-ignore: decorator
@inline
function tilesOfSix(m: i32): i32 {
  return m >= 8 && m % 6 == 2 ? m / 6 - 1 : m / 6;
}

/** `tiles` tiles of R rows, for every panel of columns. */
function bandNN<T, R>(
  tiles: i32, n: i32, k: i32, alpha: T, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
  if (tiles == 0) return;
  for (; n >= 2 * lanes<T>(); n -= 2 * lanes<T>()) {
    tilesNN<T, R, Two, One>(tiles, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc, 0);
    B += 32;
    C += 32;
  }
  const last = n & (lanes<T>() - 1);
  if (n > lanes<T>()) tilesNN<T, R, Two, Two>(tiles, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc, last);
  else if (n == lanes<T>()) tilesNN<T, R, One, One>(tiles, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc, 0);
  else if (n > 0) tilesNN<T, R, One, Two>(tiles, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc, last);
}

/** `tiles` tiles of R rows, for every two of B's rows. */
function bandNT<T, R>(
  tiles: i32, n: i32, k: i32, alpha: T, A: usize, lda: usize, B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
  if (tiles == 0) return;
  for (; n >= 2; n -= 2) {
    tilesNT<T, R, Two>(tiles, k, alpha, A, lda, B, ldb, beta, C, ldc);
    B += 2 * ldb;
    C += 2 * sizeof<T>();
  }
  if (n > 0) tilesNT<T, R, One>(tiles, k, alpha, A, lda, B, ldb, beta, C, ldc);
}
