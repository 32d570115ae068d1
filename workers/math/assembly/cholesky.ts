/**
 * Cholesky factorisation A = L Lᵀ and what is solved with it. Row-major; ld* are row strides in doubles.
 *
 * The matrices are cut into strips of four rows and columns. What other strips contribute to one is a product; what is
 * left then, the triangle on the diagonal and the entries beside it, is done in registers (triangle.ts).
 */
import { multiply } from "./gemm-drivers";
import { F64 } from "./simd";
import { Four, One, Three, Two } from "./tile-sizes";
import { divideColumns, factorTriangle, solveTriangle, solveTriangleTransposed } from "./triangle";

const STRIP = 4;
/** Up to here a number at a time is as fast. */
const SMALL = 14;

/**
 * A: [n, n] ← L, lower triangular; the strict upper triangle is set to zero. Only A's lower triangle is read.
 * Returns false, with A spoilt, where A is not positive definite or holds numbers that are not finite.
 */
export function cholesky(n: i32, A: usize, lda: i32): bool {
  const stride = <usize>lda * F64;
  const strip = <usize>STRIP;
  if (n <= SMALL) return factorTriangle(n, A, stride);
  for (let j = 0; j < n; j += STRIP) {
    const width = min(n - j, STRIP);
    const column = A + <usize>j * F64;
    const rows = A + <usize>j * stride;
    const diagonal = rows + <usize>j * F64;
    // A_ij ← A_ij − Σ_l L_il L_jlᵀ over the strips l < j, for all i ≥ j; L_jlᵀ stands above the diagonal until the end.
    if (j > 0) multiply<f64>(n - j, width, j, -1, rows, stride, F64, column, stride, 1, diagonal, stride);
    if (!factorTriangle(width, diagonal, stride)) return false;
    const below = n - j - width;
    if (below > 0) divideColumns(below, diagonal, diagonal + strip * stride, diagonal + strip * F64, stride);
  }
  for (let i = 0; i < n; i++) clear(n - i - 1, A + <usize>i * (stride + F64) + F64);
  return true;
}

/** B: [n, m] ← L⁻¹ B with L: [n, n] lower triangular. */
export function solveLower(n: i32, m: i32, L: usize, ldl: i32, B: usize, ldb: i32): void {
  const strideL = <usize>ldl * F64;
  const strideB = <usize>ldb * F64;
  for (let i = 0; i < n; i += STRIP) {
    const rows = L + <usize>i * strideL;
    const target = B + <usize>i * strideB;
    // B_i ← B_i − Σ_l L_il B_l over the strips l < i.
    const height = min(n - i, STRIP);
    if (i > 0) multiply<f64>(height, m, i, -1, rows, strideL, F64, B, strideB, 1, target, strideB);
    solve(height, m, rows + <usize>i * F64, strideL, target, strideB);
  }
}

/** B: [n, m] ← L⁻ᵀ B with L: [n, n] lower triangular. */
export function solveLowerTransposed(n: i32, m: i32, L: usize, ldl: i32, B: usize, ldb: i32): void {
  const strideL = <usize>ldl * F64;
  const strideB = <usize>ldb * F64;
  for (let i = (n - 1) & ~(STRIP - 1); i >= 0; i -= STRIP) {
    const diagonal = L + <usize>i * (strideL + F64);
    const target = B + <usize>i * strideB;
    // B_i ← B_i − Σ_l L_liᵀ B_l over the strips l > i.
    const height = min(n - i, STRIP);
    const below = n - i - height;
    const rows = <usize>height;
    if (below > 0) {
      const next = target + rows * strideB;
      multiply<f64>(height, m, below, -1, diagonal + rows * strideL, F64, strideL, next, strideB, 1, target, strideB);
    }
    solveTransposed(height, m, diagonal, strideL, target, strideB);
  }
}

/** B: [n, m] ← (L Lᵀ)⁻¹ B. */
export function solveCholesky(n: i32, m: i32, L: usize, ldl: i32, B: usize, ldb: i32): void {
  solveLower(n, m, L, ldl, B, ldb);
  solveLowerTransposed(n, m, L, ldl, B, ldb);
}

/** out: [n, n] ← (L Lᵀ)⁻¹, for the few places where the inverse itself is the result (a covariance, a precision). */
export function inverseFromCholesky(n: i32, L: usize, ldl: i32, out: usize, ldo: i32): void {
  for (let i = 0; i < n; i++) {
    const row = out + <usize>(i * ldo) * F64;
    clear(n, row);
    store<f64>(row + <usize>i * F64, 1);
  }
  solveCholesky(n, n, L, ldl, out, ldo);
}

/** log|L Lᵀ|. */
export function logDetFromCholesky(n: i32, L: usize, ldl: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += Math.log(load<f64>(L + <usize>(i * ldl + i) * F64));
  return 2 * sum;
}

function solve(height: i32, m: i32, L: usize, ldl: usize, B: usize, ldb: usize): void {
  if (height == 4) solveTriangle<Four>(m, L, ldl, B, ldb);
  else if (height == 3) solveTriangle<Three>(m, L, ldl, B, ldb);
  else if (height == 2) solveTriangle<Two>(m, L, ldl, B, ldb);
  else solveTriangle<One>(m, L, ldl, B, ldb);
}

function solveTransposed(height: i32, m: i32, L: usize, ldl: usize, B: usize, ldb: usize): void {
  if (height == 4) solveTriangleTransposed<Four>(m, L, ldl, B, ldb);
  else if (height == 3) solveTriangleTransposed<Three>(m, L, ldl, B, ldb);
  else if (height == 2) solveTriangleTransposed<Two>(m, L, ldl, B, ldb);
  else solveTriangleTransposed<One>(m, L, ldl, B, ldb);
}

// @ts-ignore: decorator
@inline
function clear(count: i32, row: usize): void {
  for (; count >= 2; count -= 2, row += 16) v128.store(row, f64x2.splat(0));
  if (count > 0) store<f64>(row, 0);
}
