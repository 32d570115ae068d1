/**
 * Moving matrices between the sweeps' scratch memory, where numbers of rows and columns are made even by zeros and [x; u]
 * becomes [x, 0; u, 0], and the callers' arrays, which are packed. ld* are row strides in doubles.
 */
import { F64, fma, sum2, V128 } from "./simd";

/** n, or n + 1 where n is odd. */
// @ts-ignore: decorator
@inline
export function even(n: i32): i32 {
  return (n + 1) & ~1;
}

/** The next multiple of four. */
// @ts-ignore: decorator
@inline
export function multipleOfFour(n: i32): i32 {
  return (n + 3) & ~3;
}

/** Entry (i, j) of a matrix. */
// @ts-ignore: decorator
@inline
export function entry(A: usize, i: i32, j: i32, lda: i32): usize {
  return A + <usize>(i * lda + j) * F64;
}

/** x: [n] ← 0. */
export function clear(n: i32, x: usize): void {
  for (let i = 0; i < n; i++) store<f64>(x + <usize>i * F64, 0);
}

/** B: [m, n] ← A. */
export function copyBlock(m: i32, n: i32, A: usize, lda: i32, B: usize, ldb: i32): void {
  for (let i = 0; i < m; i++) copyRow(n, entry(A, i, 0, lda), entry(B, i, 0, ldb));
}

/** y: [n] ← x. */
// @ts-ignore: decorator
@inline
export function copyRow(n: i32, x: usize, y: usize): void {
  const end = x + <usize>(n & ~1) * F64;
  for (; x < end; x += V128, y += V128) v128.store(y, v128.load(x));
  if (n & 1) store<f64>(y, load<f64>(x));
}

/** y: [n] ← a·x. */
// @ts-ignore: decorator
@inline
export function copyScaledRow(n: i32, a: f64, x: usize, y: usize): void {
  const factor = f64x2.splat(a);
  const end = x + <usize>(n & ~1) * F64;
  for (; x < end; x += V128, y += V128) v128.store(y, f64x2.mul(factor, v128.load(x)));
  if (n & 1) store<f64>(y, a * load<f64>(x));
}

/** B: [n, m] ← Aᵀ with A: [m, n]. */
export function copyTransposed(m: i32, n: i32, A: usize, lda: i32, B: usize, ldb: i32): void {
  let i = 0;
  for (; i + 2 <= m; i += 2) {
    let j = 0;
    for (; j + 2 <= n; j += 2) transposeBlock(entry(A, i, j, lda), lda, entry(B, j, i, ldb), ldb);
    if (j < n) {
      store<f64>(entry(B, j, i, ldb), load<f64>(entry(A, i, j, lda)));
      store<f64>(entry(B, j, i + 1, ldb), load<f64>(entry(A, i + 1, j, lda)));
    }
  }
  if (i < m) for (let j = 0; j < n; j++) store<f64>(entry(B, j, i, ldb), load<f64>(entry(A, i, j, lda)));
}

/** B: [n, n] ← the symmetric matrix whose lower triangle A holds; A and B may be the same; n even. */
export function copySymmetric(n: i32, A: usize, lda: i32, B: usize, ldb: i32): void {
  for (let i = 0; i < n; i += 2) {
    for (let j = 0; j < i; j += 2) {
      const a = entry(A, i, j, lda);
      const top = v128.load(a), bottom = v128.load(a + <usize>lda * F64);
      storeBlock(entry(B, i, j, ldb), ldb, top, bottom);
      storeTransposed(entry(B, j, i, ldb), ldb, top, bottom);
    }
    const a = entry(A, i, i, lda);
    const bottom = v128.load(a + <usize>lda * F64);
    storeBlock(entry(B, i, i, ldb), ldb, v128.shuffle<f64>(v128.load(a), bottom, 0, 2), bottom);
  }
}

/** A: [n, n] ← (A + Aᵀ)/2. */
export function symmetrise(n: i32, A: usize, lda: i32): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const lower = entry(A, i, j, lda), upper = entry(A, j, i, lda);
      const mean = 0.5 * (load<f64>(lower) + load<f64>(upper));
      store<f64>(lower, mean);
      store<f64>(upper, mean);
    }
  }
}

/** xᵀy over n entries. */
export function dot(n: i32, x: usize, y: usize): f64 {
  let even = f64x2.splat(0), odd = f64x2.splat(0);
  const end = x + <usize>(n & ~3) * F64;
  for (; x < end; x += 2 * V128, y += 2 * V128) {
    even = fma(v128.load(x), v128.load(y), even);
    odd = fma(v128.load(x, V128), v128.load(y, V128), odd);
  }
  let sum = sum2(f64x2.add(even, odd));
  for (let i = n & ~3; i < n; i++, x += F64, y += F64) sum += load<f64>(x) * load<f64>(y);
  return sum;
}

/** Whether x: [n] holds only finite numbers. */
export function allFinite(n: i32, x: usize): bool {
  // 0·∞ and 0·NaN are NaN. Four sums, because one waits for itself.
  const zero = f64x2.splat(0);
  let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
  const end = x + <usize>(n & ~7) * F64;
  for (; x < end; x += 4 * V128) {
    s0 = fma(v128.load(x), zero, s0);
    s1 = fma(v128.load(x, V128), zero, s1);
    s2 = fma(v128.load(x, 2 * V128), zero, s2);
    s3 = fma(v128.load(x, 3 * V128), zero, s3);
  }
  let sum = sum2(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
  for (let i = n & ~7; i < n; i++, x += F64) sum += 0 * load<f64>(x);
  return sum == 0;
}

// @ts-ignore: decorator
@inline
function transposeBlock(A: usize, lda: i32, B: usize, ldb: i32): void {
  storeTransposed(B, ldb, v128.load(A), v128.load(A + <usize>lda * F64));
}

// @ts-ignore: decorator
@inline
function storeBlock(B: usize, ldb: i32, top: v128, bottom: v128): void {
  v128.store(B, top);
  v128.store(B + <usize>ldb * F64, bottom);
}

// @ts-ignore: decorator
@inline
function storeTransposed(B: usize, ldb: i32, top: v128, bottom: v128): void {
  storeBlock(B, ldb, v128.shuffle<f64>(top, bottom, 0, 2), v128.shuffle<f64>(top, bottom, 1, 3));
}
