/**
 * A lower triangle L: [W, W] of up to four rows and what stands beside it, two numbers at a time in registers.
 * Addresses and row strides are in bytes.
 */
import { fma, F64, V128 } from "./simd";

/**
 * A: [n, n] ← its Cholesky factor, a number at a time; zeros above the diagonal, whose content is not read. Returns
 * false where a pivot is not positive and finite.
 */
export function factorTriangle(n: i32, A: usize, stride: usize): bool {
  const width = <usize>n * F64;
  const end = A + <usize>n * stride;
  for (let j: usize = 0, rowJ = A; j < width; j += F64, rowJ += stride) {
    let pivot = load<f64>(rowJ + j);
    for (let l: usize = 0; l < j; l += F64) pivot -= load<f64>(rowJ + l) * load<f64>(rowJ + l);
    if (!(pivot > 0 && pivot < Infinity)) return false;
    const diagonal = Math.sqrt(pivot);
    store<f64>(rowJ + j, diagonal);
    for (let rowI = rowJ + stride, above = rowJ + j + F64; rowI < end; rowI += stride, above += F64) {
      let sum = load<f64>(rowI + j);
      for (let l: usize = 0; l < j; l += F64) sum -= load<f64>(rowI + l) * load<f64>(rowJ + l);
      store<f64>(rowI + j, sum / diagonal);
      store<f64>(above, 0);
    }
  }
  return true;
}

/** X: [m, 4] ← X L⁻ᵀ, two rows at a time, and its transpose: [4, m]. */
export function divideColumns(m: i32, L: usize, X: usize, transpose: usize, stride: usize): void {
  const d0 = inverse(L), d1 = inverse(L + stride + F64);
  const d2 = inverse(L + 2 * (stride + F64)), d3 = inverse(L + 3 * (stride + F64));
  const l10 = minus(L + stride), l20 = minus(L + 2 * stride), l21 = minus(L + 2 * stride + F64);
  const l30 = minus(L + 3 * stride), l31 = minus(L + 3 * stride + F64), l32 = minus(L + 3 * stride + 2 * F64);
  for (; m > 0; m -= 2) {
    // The last of an odd number of rows is done twice.
    const next = m > 1 ? X + stride : X;
    const p = v128.load(X), q = v128.load(next);
    const r = v128.load(X, V128), s = v128.load(next, V128);
    const x0 = f64x2.mul(v128.shuffle<f64>(p, q, 0, 2), d0);
    const x1 = f64x2.mul(fma(l10, x0, v128.shuffle<f64>(p, q, 1, 3)), d1);
    const x2 = f64x2.mul(fma(l21, x1, fma(l20, x0, v128.shuffle<f64>(r, s, 0, 2))), d2);
    const x3 = f64x2.mul(fma(l32, x2, fma(l31, x1, fma(l30, x0, v128.shuffle<f64>(r, s, 1, 3)))), d3);
    v128.store(X, v128.shuffle<f64>(x0, x1, 0, 2));
    v128.store(X, v128.shuffle<f64>(x2, x3, 0, 2), V128);
    v128.store(next, v128.shuffle<f64>(x0, x1, 1, 3));
    v128.store(next, v128.shuffle<f64>(x2, x3, 1, 3), V128);
    put(transpose, x0, m);
    put(transpose + stride, x1, m);
    put(transpose + 2 * stride, x2, m);
    put(transpose + 3 * stride, x3, m);
    X += 2 * stride;
    transpose += V128;
  }
}

/** B: [W, m] ← L⁻¹ B. */
export function solveTriangle<W>(m: i32, L: usize, ldl: usize, B: usize, ldb: usize): void {
  const rows = offsetof<W>();
  const d0 = inverse(L), d1 = rows > 1 ? inverse(L + ldl + F64) : d0;
  const d2 = rows > 2 ? inverse(L + 2 * (ldl + F64)) : d0, d3 = rows > 3 ? inverse(L + 3 * (ldl + F64)) : d0;
  const l10 = rows > 1 ? minus(L + ldl) : d0;
  const l20 = rows > 2 ? minus(L + 2 * ldl) : d0, l21 = rows > 2 ? minus(L + 2 * ldl + F64) : d0;
  const l30 = rows > 3 ? minus(L + 3 * ldl) : d0, l31 = rows > 3 ? minus(L + 3 * ldl + F64) : d0;
  const l32 = rows > 3 ? minus(L + 3 * ldl + 2 * F64) : d0;
  for (; m > 0; m -= 2) {
    const x0 = f64x2.mul(get(B, m), d0);
    put(B, x0, m);
    if (rows > 1) {
      const x1 = f64x2.mul(fma(l10, x0, get(B + ldb, m)), d1);
      put(B + ldb, x1, m);
      if (rows > 2) {
        const x2 = f64x2.mul(fma(l21, x1, fma(l20, x0, get(B + 2 * ldb, m))), d2);
        put(B + 2 * ldb, x2, m);
        if (rows > 3) {
          const x3 = f64x2.mul(fma(l32, x2, fma(l31, x1, fma(l30, x0, get(B + 3 * ldb, m)))), d3);
          put(B + 3 * ldb, x3, m);
        }
      }
    }
    B += V128;
  }
}

/** B: [W, m] ← L⁻ᵀ B. */
export function solveTriangleTransposed<W>(m: i32, L: usize, ldl: usize, B: usize, ldb: usize): void {
  const rows = offsetof<W>();
  const d0 = inverse(L), d1 = rows > 1 ? inverse(L + ldl + F64) : d0;
  const d2 = rows > 2 ? inverse(L + 2 * (ldl + F64)) : d0, d3 = rows > 3 ? inverse(L + 3 * (ldl + F64)) : d0;
  const l10 = rows > 1 ? minus(L + ldl) : d0;
  const l20 = rows > 2 ? minus(L + 2 * ldl) : d0, l21 = rows > 2 ? minus(L + 2 * ldl + F64) : d0;
  const l30 = rows > 3 ? minus(L + 3 * ldl) : d0, l31 = rows > 3 ? minus(L + 3 * ldl + F64) : d0;
  const l32 = rows > 3 ? minus(L + 3 * ldl + 2 * F64) : d0;
  for (; m > 0; m -= 2) {
    let x0 = get(B, m);
    let x1 = rows > 1 ? get(B + ldb, m) : x0;
    let x2 = rows > 2 ? get(B + 2 * ldb, m) : x0;
    if (rows > 3) {
      const x3 = f64x2.mul(get(B + 3 * ldb, m), d3);
      put(B + 3 * ldb, x3, m);
      x0 = fma(l30, x3, x0), x1 = fma(l31, x3, x1), x2 = fma(l32, x3, x2);
    }
    if (rows > 2) {
      x2 = f64x2.mul(x2, d2);
      put(B + 2 * ldb, x2, m);
      x0 = fma(l20, x2, x0), x1 = fma(l21, x2, x1);
    }
    if (rows > 1) {
      x1 = f64x2.mul(x1, d1);
      put(B + ldb, x1, m);
      x0 = fma(l10, x1, x0);
    }
    put(B, f64x2.mul(x0, d0), m);
    B += V128;
  }
}

// @ts-ignore: decorator
@inline
function inverse(address: usize): v128 {
  return f64x2.splat(1 / load<f64>(address));
}

// @ts-ignore: decorator
@inline
function minus(address: usize): v128 {
  return f64x2.neg(v128.load64_splat(address));
}

/** Two numbers, or the one that is left of a row. */
// @ts-ignore: decorator
@inline
function get(address: usize, left: i32): v128 {
  return left > 1 ? v128.load(address) : v128.load64_zero(address);
}

// @ts-ignore: decorator
@inline
function put(address: usize, value: v128, left: i32): void {
  if (left > 1) v128.store(address, value);
  else v128.store64_lane(address, value, 0);
}
