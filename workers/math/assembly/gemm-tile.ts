/**
 * The tiles of C ← α·op(A)·B + β·C. A tile is R rows of one or two vectors; its sums stay in registers while the inner
 * index runs. Six rows of two vectors are twelve independent chains of multiply-adds, enough to hide their latency, and
 * leave the three registers that B's row and A's entry take.
 *
 * Addresses and steps are in bytes: the entry of op(A) in row i and column l lies at A + i·rowStep + l·innerStep.
 */
import { fmaOf, loadFirst, put, putFirst } from "./lanes";

/**
 * `tiles` tiles of R rows and V vectors, one below the other: C ← α·op(A)·B + β·C. With P = Two the last vector is cut:
 * only its first `last` lanes belong to the matrices. With P = One all do.
 */
export function tilesNN<T, R, V, P>(
  tiles: i32, k: i32, alpha: T, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, beta: T, C: usize, ldc: usize, last: i32,
): void {
  const rows = offsetof<R>();
  const zero = v128.splat<T>(0);
  const fresh = beta == 0;
  for (; tiles > 0; tiles--) {
    let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
    let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero;
    let a = A, b = B;
    for (let l = k; l > 0; l--) {
      const b0 = offsetof<V>() == 2 ? v128.load(b) : loadLast<T, P>(b, last);
      const b1 = offsetof<V>() == 2 ? loadLast<T, P>(b + 16, last) : zero;
      let x = v128.load_splat<T>(a);
      c00 = fmaOf<T>(x, b0, c00), c01 = next<T, V>(x, b1, c01);
      if (rows > 1) x = v128.load_splat<T>(a + rowStep), c10 = fmaOf<T>(x, b0, c10), c11 = next<T, V>(x, b1, c11);
      if (rows > 2) x = v128.load_splat<T>(a + 2 * rowStep), c20 = fmaOf<T>(x, b0, c20), c21 = next<T, V>(x, b1, c21);
      if (rows > 3) x = v128.load_splat<T>(a + 3 * rowStep), c30 = fmaOf<T>(x, b0, c30), c31 = next<T, V>(x, b1, c31);
      if (rows > 4) x = v128.load_splat<T>(a + 4 * rowStep), c40 = fmaOf<T>(x, b0, c40), c41 = next<T, V>(x, b1, c41);
      if (rows > 5) x = v128.load_splat<T>(a + 5 * rowStep), c50 = fmaOf<T>(x, b0, c50), c51 = next<T, V>(x, b1, c51);
      a += innerStep;
      b += ldb;
    }
    putRow<T, V, P>(C, c00, c01, alpha, beta, fresh, last);
    if (rows > 1) putRow<T, V, P>(C + ldc, c10, c11, alpha, beta, fresh, last);
    if (rows > 2) putRow<T, V, P>(C + 2 * ldc, c20, c21, alpha, beta, fresh, last);
    if (rows > 3) putRow<T, V, P>(C + 3 * ldc, c30, c31, alpha, beta, fresh, last);
    if (rows > 4) putRow<T, V, P>(C + 4 * ldc, c40, c41, alpha, beta, fresh, last);
    if (rows > 5) putRow<T, V, P>(C + 5 * ldc, c50, c51, alpha, beta, fresh, last);
    A += rows * rowStep;
    C += rows * ldc;
  }
}

/** a·b + c in a tile of two vectors; nothing in a tile of one. */
// @ts-ignore: decorator
@inline
function next<T, V>(a: v128, b: v128, c: v128): v128 {
  return offsetof<V>() == 2 ? fmaOf<T>(a, b, c) : c;
}

// @ts-ignore: decorator
@inline
function loadLast<T, P>(address: usize, last: i32): v128 {
  return offsetof<P>() == 2 ? loadFirst<T>(address, last) : v128.load(address);
}

// @ts-ignore: decorator
@inline
function putRow<T, V, P>(c: usize, sum0: v128, sum1: v128, alpha: T, beta: T, fresh: bool, last: i32): void {
  if (offsetof<V>() == 2) put<T>(c, sum0, alpha, beta, fresh);
  const rest = offsetof<V>() == 2 ? c + 16 : c;
  const sum = offsetof<V>() == 2 ? sum1 : sum0;
  if (offsetof<P>() == 2) putFirst<T>(rest, sum, alpha, beta, fresh, last);
  else put<T>(rest, sum, alpha, beta, fresh);
}
