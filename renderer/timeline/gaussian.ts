/** Divergence of Gaussians, by the Cholesky factors of their covariances. */

/** Lower triangular L of a symmetric matrix L Lᵀ ([n, n] at `offset`); null where it is not positive definite. */
export function cholesky(matrix: ArrayLike<number>, offset: number, n: number): Float64Array | null {
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[offset + i * n + j]!;
      for (let k = 0; k < j; k++) sum -= L[i * n + k]! * L[j * n + k]!;
      if (i !== j) L[i * n + j] = sum / L[j * n + j]!;
      else if (sum > 0) L[i * n + i] = Math.sqrt(sum);
      else return null;
    }
  return L;
}

/** L⁻¹ b for a column b of a matrix with n rows that stand `stride` apart. */
function solved(L: Float64Array, b: ArrayLike<number>, at: number, stride: number, n: number): Float64Array {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[at + i * stride]!;
    for (let k = 0; k < i; k++) sum -= L[i * n + k]! * x[k]!;
    x[i] = sum / L[i * n + i]!;
  }
  return x;
}

const squared = (x: Float64Array) => x.reduce((sum, value) => sum + value * value, 0);

/**
 * What of D_KL(N(m′, C′) ‖ N(m, C)) does not depend on the means: ½ (tr(C⁻¹C′) − n + ln |C| / |C′|), from the factors
 * L of C and L′ of C′. [nat]
 */
export function divergenceOfCovariances(L: Float64Array, next: Float64Array, n: number): number {
  let sum = -n;
  for (let j = 0; j < n; j++) {
    sum += squared(solved(L, next, j, n, n));
    sum += 2 * Math.log(L[j * n + j]! / next[j * n + j]!);
  }
  return sum / 2;
}

/** What the means add: ½ (m′ − m)ᵀ C⁻¹ (m′ − m). [nat] */
export function divergenceOfMeans(L: Float64Array, difference: Float64Array, n: number): number {
  return squared(solved(L, difference, 0, 1, n)) / 2;
}
