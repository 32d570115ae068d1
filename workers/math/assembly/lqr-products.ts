/**
 * Products AᵀB of the matrices that an LQR sweep keeps in its scratch memory: packed so that row strides and the numbers of
 * rows and columns of a result are even. Every product of a sweep takes this form, because V_xx and S are symmetric.
 *
 * C is made of tiles of 4 × 4 or smaller, whose sums stay in registers and begin with C's own entries. Without scaling and
 * odd edges this takes a tenth less than the general product (gemm.ts) at these sizes, a third less for a lower triangle.
 * ld* are row strides in doubles.
 */
import { F64, fma, V128 } from "./simd";

/** C: [m, n] ← AᵀB with A: [k, m], B: [k, n]; m, n even. */
export function productTN(m: i32, n: i32, k: i32, A: usize, lda: i32, B: usize, ldb: i32, C: usize, ldc: i32): void {
  let i = 0;
  for (; i + 4 <= m; i += 4) fourRows(n, k, column(A, i), lda, B, ldb, row(C, i, ldc), ldc, true);
  if (i < m) twoRows(n, k, column(A, i), lda, B, ldb, row(C, i, ldc), ldc, true);
}

/** C: [m, n] ← C + AᵀB with A: [k, m], B: [k, n]; m, n even. */
export function addProductTN(m: i32, n: i32, k: i32, A: usize, lda: i32, B: usize, ldb: i32, C: usize, ldc: i32): void {
  let i = 0;
  for (; i + 4 <= m; i += 4) fourRows(n, k, column(A, i), lda, B, ldb, row(C, i, ldc), ldc, false);
  if (i < m) twoRows(n, k, column(A, i), lda, B, ldb, row(C, i, ldc), ldc, false);
}

/**
 * The lower triangle of C: [n, n] ← C + AᵀB with A, B: [k, n], for a symmetric result; n even. Of the upper triangle only
 * what lies in the same tile as the diagonal is read and written (see `lowerWidth`).
 */
export function addLowerProductTN(n: i32, k: i32, A: usize, lda: i32, B: usize, ldb: i32, C: usize, ldc: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) fourRows(i + 4, k, column(A, i), lda, B, ldb, row(C, i, ldc), ldc, false);
  if (i < n) twoRows(n, k, column(A, i), lda, B, ldb, row(C, i, ldc), ldc, false);
}

/** How many entries of row i the lower triangle of an [n, n] matrix takes in, in whole tiles. */
// @ts-ignore: decorator
@inline
export function lowerWidth(i: i32, n: i32): i32 {
  return min((i & ~3) + 4, n);
}

/** y: [n] ← y + xᵀA with x: [k], A: [k, n]; n even. */
export function addRowProduct(n: i32, k: i32, x: usize, A: usize, lda: i32, y: usize): void {
  let j = 0;
  for (; j + 16 <= n; j += 16) panel16(k, x, column(A, j), lda, column(y, j));
  for (; j + 4 <= n; j += 4) panel4(k, x, column(A, j), lda, column(y, j));
  if (j < n) panel2(k, x, column(A, j), lda, column(y, j));
}

// @ts-ignore: decorator
@inline
function row(A: usize, i: i32, lda: i32): usize {
  return A + <usize>(i * lda) * F64;
}

// @ts-ignore: decorator
@inline
function column(A: usize, j: i32): usize {
  return A + <usize>j * F64;
}

/** C: [4, n] ← (C +) AᵀB with A: [k, 4]. */
// @ts-ignore: decorator
@inline
function fourRows(n: i32, k: i32, A: usize, lda: i32, B: usize, ldb: i32, C: usize, ldc: i32, fresh: bool): void {
  let j = 0;
  for (; j + 4 <= n; j += 4) tile4x4(k, A, lda, column(B, j), ldb, column(C, j), ldc, fresh);
  if (j < n) tile4x2(k, A, lda, column(B, j), ldb, column(C, j), ldc, fresh);
}

/** C: [2, n] ← (C +) AᵀB with A: [k, 2]. */
// @ts-ignore: decorator
@inline
function twoRows(n: i32, k: i32, A: usize, lda: i32, B: usize, ldb: i32, C: usize, ldc: i32, fresh: bool): void {
  let j = 0;
  for (; j + 4 <= n; j += 4) tile2x4(k, A, lda, column(B, j), ldb, column(C, j), ldc, fresh);
  if (j < n) tile2x2(k, A, lda, column(B, j), ldb, column(C, j), ldc, fresh);
}

// @ts-ignore: decorator
@inline
function start(fresh: bool, C: usize): v128 {
  return fresh ? f64x2.splat(0) : v128.load(C);
}

// @ts-ignore: decorator
@inline
function tile4x4(k: i32, A: usize, lda: i32, B: usize, ldb: i32, C: usize, ldc: i32, fresh: bool): void {
  const c = <usize>ldc * F64;
  let c00 = start(fresh, C), c01 = start(fresh, C + V128);
  let c10 = start(fresh, C + c), c11 = start(fresh, C + c + V128);
  let c20 = start(fresh, C + 2 * c), c21 = start(fresh, C + 2 * c + V128);
  let c30 = start(fresh, C + 3 * c), c31 = start(fresh, C + 3 * c + V128);
  for (let l = k; l > 0; l--) {
    const b0 = v128.load(B), b1 = v128.load(B, V128);
    const a0 = v128.load64_splat(A), a1 = v128.load64_splat(A, F64);
    c00 = fma(a0, b0, c00);
    c01 = fma(a0, b1, c01);
    c10 = fma(a1, b0, c10);
    c11 = fma(a1, b1, c11);
    const a2 = v128.load64_splat(A, 2 * F64), a3 = v128.load64_splat(A, 3 * F64);
    c20 = fma(a2, b0, c20);
    c21 = fma(a2, b1, c21);
    c30 = fma(a3, b0, c30);
    c31 = fma(a3, b1, c31);
    A += <usize>lda * F64;
    B += <usize>ldb * F64;
  }
  v128.store(C, c00);
  v128.store(C, c01, V128);
  v128.store(C + c, c10);
  v128.store(C + c, c11, V128);
  v128.store(C + 2 * c, c20);
  v128.store(C + 2 * c, c21, V128);
  v128.store(C + 3 * c, c30);
  v128.store(C + 3 * c, c31, V128);
}

// @ts-ignore: decorator
@inline
function tile4x2(k: i32, A: usize, lda: i32, B: usize, ldb: i32, C: usize, ldc: i32, fresh: bool): void {
  const c = <usize>ldc * F64;
  let c0 = start(fresh, C), c1 = start(fresh, C + c), c2 = start(fresh, C + 2 * c), c3 = start(fresh, C + 3 * c);
  for (let l = k; l > 0; l--) {
    const b = v128.load(B);
    c0 = fma(v128.load64_splat(A), b, c0);
    c1 = fma(v128.load64_splat(A, F64), b, c1);
    c2 = fma(v128.load64_splat(A, 2 * F64), b, c2);
    c3 = fma(v128.load64_splat(A, 3 * F64), b, c3);
    A += <usize>lda * F64;
    B += <usize>ldb * F64;
  }
  v128.store(C, c0);
  v128.store(C + c, c1);
  v128.store(C + 2 * c, c2);
  v128.store(C + 3 * c, c3);
}

// @ts-ignore: decorator
@inline
function tile2x4(k: i32, A: usize, lda: i32, B: usize, ldb: i32, C: usize, ldc: i32, fresh: bool): void {
  const c = <usize>ldc * F64;
  let c00 = start(fresh, C), c01 = start(fresh, C + V128);
  let c10 = start(fresh, C + c), c11 = start(fresh, C + c + V128);
  for (let l = k; l > 0; l--) {
    const b0 = v128.load(B), b1 = v128.load(B, V128);
    const a0 = v128.load64_splat(A), a1 = v128.load64_splat(A, F64);
    c00 = fma(a0, b0, c00);
    c01 = fma(a0, b1, c01);
    c10 = fma(a1, b0, c10);
    c11 = fma(a1, b1, c11);
    A += <usize>lda * F64;
    B += <usize>ldb * F64;
  }
  v128.store(C, c00);
  v128.store(C, c01, V128);
  v128.store(C + c, c10);
  v128.store(C + c, c11, V128);
}

// @ts-ignore: decorator
@inline
function tile2x2(k: i32, A: usize, lda: i32, B: usize, ldb: i32, C: usize, ldc: i32, fresh: bool): void {
  const c = <usize>ldc * F64;
  let c0 = start(fresh, C), c1 = start(fresh, C + c);
  for (let l = k; l > 0; l--) {
    const b = v128.load(B);
    c0 = fma(v128.load64_splat(A), b, c0);
    c1 = fma(v128.load64_splat(A, F64), b, c1);
    A += <usize>lda * F64;
    B += <usize>ldb * F64;
  }
  v128.store(C, c0);
  v128.store(C + c, c1);
}

/** y: [16] ← y + xᵀA. */
// @ts-ignore: decorator
@inline
function panel16(k: i32, x: usize, A: usize, lda: i32, y: usize): void {
  let y0 = v128.load(y), y1 = v128.load(y, V128), y2 = v128.load(y, 2 * V128), y3 = v128.load(y, 3 * V128);
  let y4 = v128.load(y, 4 * V128), y5 = v128.load(y, 5 * V128), y6 = v128.load(y, 6 * V128);
  let y7 = v128.load(y, 7 * V128);
  for (let l = k; l > 0; l--) {
    const a = v128.load64_splat(x);
    y0 = fma(a, v128.load(A), y0);
    y1 = fma(a, v128.load(A, V128), y1);
    y2 = fma(a, v128.load(A, 2 * V128), y2);
    y3 = fma(a, v128.load(A, 3 * V128), y3);
    y4 = fma(a, v128.load(A, 4 * V128), y4);
    y5 = fma(a, v128.load(A, 5 * V128), y5);
    y6 = fma(a, v128.load(A, 6 * V128), y6);
    y7 = fma(a, v128.load(A, 7 * V128), y7);
    x += F64;
    A += <usize>lda * F64;
  }
  v128.store(y, y0);
  v128.store(y, y1, V128);
  v128.store(y, y2, 2 * V128);
  v128.store(y, y3, 3 * V128);
  v128.store(y, y4, 4 * V128);
  v128.store(y, y5, 5 * V128);
  v128.store(y, y6, 6 * V128);
  v128.store(y, y7, 7 * V128);
}

/** y: [4] ← y + xᵀA. */
// @ts-ignore: decorator
@inline
function panel4(k: i32, x: usize, A: usize, lda: i32, y: usize): void {
  let y0 = v128.load(y), y1 = v128.load(y, V128);
  for (let l = k; l > 0; l--) {
    const a = v128.load64_splat(x);
    y0 = fma(a, v128.load(A), y0);
    y1 = fma(a, v128.load(A, V128), y1);
    x += F64;
    A += <usize>lda * F64;
  }
  v128.store(y, y0);
  v128.store(y, y1, V128);
}

/** y: [2] ← y + xᵀA. */
// @ts-ignore: decorator
@inline
function panel2(k: i32, x: usize, A: usize, lda: i32, y: usize): void {
  let sum = v128.load(y);
  for (let l = k; l > 0; l--) {
    sum = fma(v128.load64_splat(x), v128.load(A), sum);
    x += F64;
    A += <usize>lda * F64;
  }
  v128.store(y, sum);
}
