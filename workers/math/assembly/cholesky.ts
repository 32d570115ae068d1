/**
 * Cholesky factorisation A = L Lᵀ and what is solved with it. Row-major; ld* are row strides in doubles.
 */
import { F64 } from "./simd";

/**
 * A: [n, n] ← L, lower triangular; the strict upper triangle is set to zero. Only A's lower triangle is read.
 * Returns false, with A spoilt, where A is not positive definite or holds numbers that are not finite.
 */
export function cholesky(n: i32, A: usize, lda: i32): bool {
  for (let j = 0; j < n; j++) {
    const rowJ = A + <usize>(j * lda) * F64;
    let pivot = load<f64>(rowJ + <usize>j * F64);
    for (let l = 0; l < j; l++) {
      const entry = load<f64>(rowJ + <usize>l * F64);
      pivot -= entry * entry;
    }
    if (!(pivot > 0 && pivot < Infinity)) return false;
    const diagonal = Math.sqrt(pivot);
    store<f64>(rowJ + <usize>j * F64, diagonal);
    for (let i = j + 1; i < n; i++) {
      const rowI = A + <usize>(i * lda) * F64;
      let sum = load<f64>(rowI + <usize>j * F64);
      for (let l = 0; l < j; l++) sum -= load<f64>(rowI + <usize>l * F64) * load<f64>(rowJ + <usize>l * F64);
      store<f64>(rowI + <usize>j * F64, sum / diagonal);
      store<f64>(rowJ + <usize>i * F64, 0);
    }
  }
  return true;
}

/** B: [n, m] ← L⁻¹ B with L: [n, n] lower triangular. */
export function solveLower(n: i32, m: i32, L: usize, ldl: i32, B: usize, ldb: i32): void {
  for (let i = 0; i < n; i++) {
    const row = B + <usize>(i * ldb) * F64;
    for (let l = 0; l < i; l++) subtractRow(m, load<f64>(L + <usize>(i * ldl + l) * F64), B + <usize>(l * ldb) * F64, row);
    divideRow(m, load<f64>(L + <usize>(i * ldl + i) * F64), row);
  }
}

/** B: [n, m] ← L⁻ᵀ B with L: [n, n] lower triangular. */
export function solveLowerTransposed(n: i32, m: i32, L: usize, ldl: i32, B: usize, ldb: i32): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = B + <usize>(i * ldb) * F64;
    for (let l = i + 1; l < n; l++) subtractRow(m, load<f64>(L + <usize>(l * ldl + i) * F64), B + <usize>(l * ldb) * F64, row);
    divideRow(m, load<f64>(L + <usize>(i * ldl + i) * F64), row);
  }
}

/** y: [m] ← y − a·x. */
// @ts-ignore: decorator
@inline
function subtractRow(m: i32, a: f64, x: usize, y: usize): void {
  for (let j = 0; j < m; j++) {
    const at = <usize>j * F64;
    store<f64>(y + at, load<f64>(y + at) - a * load<f64>(x + at));
  }
}

/** y: [m] ← y / a. */
// @ts-ignore: decorator
@inline
function divideRow(m: i32, a: f64, y: usize): void {
  for (let j = 0; j < m; j++) store<f64>(y + <usize>j * F64, load<f64>(y + <usize>j * F64) / a);
}
