/**
 * Solving with a Cholesky factor for the many right-hand sides of a sweep, side by side: panels of columns whose sums stay in
 * registers, where a general solve (cholesky.ts) takes a row at a time.
 */
import { F64, fma, V128 } from "./simd";
import { Six, Two } from "./tile-sizes";

/** B: [n, m] ← L⁻¹B with L: [n, n] lower triangular; m is a multiple of four. ld* are row strides in doubles. */
export function substituteLower(n: i32, m: i32, L: usize, ldl: i32, B: usize, ldb: i32): void {
  substitute(n, m, L, <usize>ldl * F64, F64, B, <usize>ldb * F64);
}

/** B: [n, m] ← L⁻ᵀB: the same with the rows and columns of L, and the rows of B, from the last to the first. */
export function substituteLowerTransposed(n: i32, m: i32, L: usize, ldl: i32, B: usize, ldb: i32): void {
  const row = <usize>ldl * F64, last = <usize>(n - 1);
  substitute(n, m, L + last * (row + F64), -F64, -row, B + last * <usize>ldb * F64, -<usize>ldb * F64);
}

/** B's rows, `stepB` bytes apart: b_i ← (b_i − Σ_{l<i} a_il b_l) / a_ii with a_il at A + i·step + l·innerStep. */
function substitute(n: i32, m: i32, A: usize, step: usize, innerStep: usize, B: usize, stepB: usize): void {
  for (; m >= 12; m -= 12, B += 6 * V128) panel<Six>(n, A, step, innerStep, B, stepB);
  for (; m > 0; m -= 4, B += 2 * V128) panel<Two>(n, A, step, innerStep, B, stepB);
}

/** The same for V vectors of columns. */
function panel<V>(n: i32, A: usize, step: usize, innerStep: usize, B: usize, stepB: usize): void {
  let row = B;
  for (let i = 0; i < n; i++) {
    let y0 = v128.load(row), y1 = v128.load(row, V128), y2 = y0, y3 = y0, y4 = y0, y5 = y0;
    if (offsetof<V>() > 2) {
      y2 = v128.load(row, 2 * V128), y3 = v128.load(row, 3 * V128);
      y4 = v128.load(row, 4 * V128), y5 = v128.load(row, 5 * V128);
    }
    let a = A, x = B;
    for (let l = i; l > 0; l--) {
      const factor = f64x2.neg(v128.load64_splat(a));
      y0 = fma(factor, v128.load(x), y0);
      y1 = fma(factor, v128.load(x, V128), y1);
      if (offsetof<V>() > 2) {
        y2 = fma(factor, v128.load(x, 2 * V128), y2);
        y3 = fma(factor, v128.load(x, 3 * V128), y3);
        y4 = fma(factor, v128.load(x, 4 * V128), y4);
        y5 = fma(factor, v128.load(x, 5 * V128), y5);
      }
      a += innerStep;
      x += stepB;
    }
    // a has come to the diagonal.
    const reciprocal = f64x2.splat(1 / load<f64>(a));
    v128.store(row, f64x2.mul(reciprocal, y0));
    v128.store(row, f64x2.mul(reciprocal, y1), V128);
    if (offsetof<V>() > 2) {
      v128.store(row, f64x2.mul(reciprocal, y2), 2 * V128);
      v128.store(row, f64x2.mul(reciprocal, y3), 3 * V128);
      v128.store(row, f64x2.mul(reciprocal, y4), 4 * V128);
      v128.store(row, f64x2.mul(reciprocal, y5), 5 * V128);
    }
    A += step;
    row += stepB;
  }
}
