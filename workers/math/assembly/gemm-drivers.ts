/**
 * Cuts products into tiles (gemm-tile.ts, gemm-dots.ts). C's rows go in bands of equal tiles, as high as the registers
 * allow and as even as they can be: 32 rows are two tiles of six and four of five rather than five of six and a rest.
 *
 * Addresses, steps and strides are in bytes.
 */
import { tilesNT } from "./gemm-dots";
import { tilesNN } from "./gemm-tile";
import { lanes } from "./lanes";
import { Five, Four, One, Six, Three, Two } from "./tile-sizes";

const TALLEST = 6;

/** C: [m, n] ← α·op(A)·B + β·C with op(A): [m, k], row i and column l at A + i·rowStep + l·innerStep, and B: [k, n]. */
export function multiply<T>(
  m: i32, n: i32, k: i32, alpha: T, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
  if (m <= 0) return;
  const tiles = (m + TALLEST - 1) / TALLEST;
  const rows = m / tiles;
  const taller = m - tiles * rows;
  const done = <usize>(taller * (rows + 1));
  bandNN<T>(rows + 1, taller, n, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc);
  bandNN<T>(rows, tiles - taller, n, k, alpha, A + done * rowStep, rowStep, innerStep, B, ldb, beta, C + done * ldc, ldc);
}

function bandNN<T>(
  rows: i32, tiles: i32, n: i32, k: i32, alpha: T, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
  if (tiles == 0) return;
  if (rows == 6) columnsNN<T, Six>(tiles, n, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc);
  else if (rows == 5) columnsNN<T, Five>(tiles, n, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc);
  else if (rows == 4) columnsNN<T, Four>(tiles, n, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc);
  else if (rows == 3) columnsNN<T, Three>(tiles, n, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc);
  else if (rows == 2) columnsNN<T, Two>(tiles, n, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc);
  else columnsNN<T, One>(tiles, n, k, alpha, A, rowStep, innerStep, B, ldb, beta, C, ldc);
}

// @ts-ignore: decorator
@inline
function columnsNN<T, R>(
  tiles: i32, n: i32, k: i32, alpha: T, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
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

/** C: [m, n] ← α·A·Bᵀ + β·C with A: [m, k], B: [n, k]. */
export function multiplyRows<T>(
  m: i32, n: i32, k: i32, alpha: T, A: usize, lda: usize, B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
  if (m <= 0) return;
  const tiles = (m + TALLEST - 1) / TALLEST;
  const rows = m / tiles;
  const taller = m - tiles * rows;
  const done = <usize>(taller * (rows + 1));
  bandNT<T>(rows + 1, taller, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
  bandNT<T>(rows, tiles - taller, n, k, alpha, A + done * lda, lda, B, ldb, beta, C + done * ldc, ldc);
}

function bandNT<T>(
  rows: i32, tiles: i32, n: i32, k: i32, alpha: T, A: usize, lda: usize, B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
  if (tiles == 0) return;
  if (rows == 6) columnsNT<T, Six>(tiles, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
  else if (rows == 5) columnsNT<T, Five>(tiles, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
  else if (rows == 4) columnsNT<T, Four>(tiles, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
  else if (rows == 3) columnsNT<T, Three>(tiles, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
  else if (rows == 2) columnsNT<T, Two>(tiles, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
  else columnsNT<T, One>(tiles, n, k, alpha, A, lda, B, ldb, beta, C, ldc);
}

// @ts-ignore: decorator
@inline
function columnsNT<T, R>(
  tiles: i32, n: i32, k: i32, alpha: T, A: usize, lda: usize, B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
  for (; n >= 2; n -= 2) {
    tilesNT<T, R, Two>(tiles, k, alpha, A, lda, B, ldb, beta, C, ldc);
    B += 2 * ldb;
    C += 2 * sizeof<T>();
  }
  if (n > 0) tilesNT<T, R, One>(tiles, k, alpha, A, lda, B, ldb, beta, C, ldc);
}
