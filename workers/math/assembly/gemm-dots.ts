/**
 * The tiles of C ← α·A·Bᵀ + β·C, whose entries are dot products of rows: both factors are read along their rows, a
 * vector at a time. A tile is R rows of A by Q rows of B, Q one or two; its sums stay in registers, and their lanes are
 * added at the end. Addresses and row strides are in bytes.
 */
import { fmaOf, lanes, loadFirst, put, putFirst, sumPair } from "./lanes";

/** `tiles` tiles, one below the other: C: [tiles·R, Q] ← α·A·Bᵀ + β·C with A: [tiles·R, k], B: [Q, k]. */
export function tilesNT<T, R, Q>(
  tiles: i32, k: i32, alpha: T, A: usize, lda: usize, B: usize, ldb: usize, beta: T, C: usize, ldc: usize,
): void {
  const rows = offsetof<R>();
  const zero = v128.splat<T>(0);
  const fresh = beta == 0;
  const rest = k & (lanes<T>() - 1);
  for (; tiles > 0; tiles--) {
    let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
    let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero;
    let a = A, b = B;
    for (let l = k - rest; l > 0; l -= lanes<T>()) {
      const b0 = v128.load(b);
      const b1 = offsetof<Q>() == 2 ? v128.load(b + ldb) : zero;
      let x = v128.load(a);
      c00 = fmaOf<T>(x, b0, c00), c01 = next<T, Q>(x, b1, c01);
      if (rows > 1) x = v128.load(a + lda), c10 = fmaOf<T>(x, b0, c10), c11 = next<T, Q>(x, b1, c11);
      if (rows > 2) x = v128.load(a + 2 * lda), c20 = fmaOf<T>(x, b0, c20), c21 = next<T, Q>(x, b1, c21);
      if (rows > 3) x = v128.load(a + 3 * lda), c30 = fmaOf<T>(x, b0, c30), c31 = next<T, Q>(x, b1, c31);
      if (rows > 4) x = v128.load(a + 4 * lda), c40 = fmaOf<T>(x, b0, c40), c41 = next<T, Q>(x, b1, c41);
      if (rows > 5) x = v128.load(a + 5 * lda), c50 = fmaOf<T>(x, b0, c50), c51 = next<T, Q>(x, b1, c51);
      a += 16;
      b += 16;
    }
    if (rest != 0) {
      const b0 = loadFirst<T>(b, rest);
      const b1 = offsetof<Q>() == 2 ? loadFirst<T>(b + ldb, rest) : zero;
      let x = loadFirst<T>(a, rest);
      c00 = fmaOf<T>(x, b0, c00), c01 = next<T, Q>(x, b1, c01);
      if (rows > 1) x = loadFirst<T>(a + lda, rest), c10 = fmaOf<T>(x, b0, c10), c11 = next<T, Q>(x, b1, c11);
      if (rows > 2) x = loadFirst<T>(a + 2 * lda, rest), c20 = fmaOf<T>(x, b0, c20), c21 = next<T, Q>(x, b1, c21);
      if (rows > 3) x = loadFirst<T>(a + 3 * lda, rest), c30 = fmaOf<T>(x, b0, c30), c31 = next<T, Q>(x, b1, c31);
      if (rows > 4) x = loadFirst<T>(a + 4 * lda, rest), c40 = fmaOf<T>(x, b0, c40), c41 = next<T, Q>(x, b1, c41);
      if (rows > 5) x = loadFirst<T>(a + 5 * lda, rest), c50 = fmaOf<T>(x, b0, c50), c51 = next<T, Q>(x, b1, c51);
    }
    putSums<T, Q>(C, c00, c01, alpha, beta, fresh);
    if (rows > 1) putSums<T, Q>(C + ldc, c10, c11, alpha, beta, fresh);
    if (rows > 2) putSums<T, Q>(C + 2 * ldc, c20, c21, alpha, beta, fresh);
    if (rows > 3) putSums<T, Q>(C + 3 * ldc, c30, c31, alpha, beta, fresh);
    if (rows > 4) putSums<T, Q>(C + 4 * ldc, c40, c41, alpha, beta, fresh);
    if (rows > 5) putSums<T, Q>(C + 5 * ldc, c50, c51, alpha, beta, fresh);
    A += rows * lda;
    C += rows * ldc;
  }
}

/** a·b + c for the second row of B; nothing where the tile has but one. */
// @ts-ignore: decorator
@inline
function next<T, Q>(a: v128, b: v128, c: v128): v128 {
  return offsetof<Q>() == 2 ? fmaOf<T>(a, b, c) : c;
}

// @ts-ignore: decorator
@inline
function putSums<T, Q>(c: usize, sum0: v128, sum1: v128, alpha: T, beta: T, fresh: bool): void {
  const sums = sumPair<T>(sum0, sum1);
  if (<i32>offsetof<Q>() == lanes<T>()) put<T>(c, sums, alpha, beta, fresh);
  else putFirst<T>(c, sums, alpha, beta, fresh, <i32>offsetof<Q>());
}
