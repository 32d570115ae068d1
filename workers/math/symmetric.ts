/** Small operations on symmetric, row-major, packed matrices given as (array, offset). */

/** A: [n, n] ← (A + Aᵀ)/2. */
export function symmetrise(n: number, A: Float64Array, a0: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = 0.5 * (A[a0 + i * n + j] + A[a0 + j * n + i]);
      A[a0 + i * n + j] = mean;
      A[a0 + j * n + i] = mean;
    }
  }
}

/** A: [n, n] ← A + value·I. */
export function addDiagonal(n: number, value: number, A: Float64Array, a0: number): void {
  for (let i = 0; i < n; i++) A[a0 + i * n + i] += value;
}

/** A: [n, n] ← A + α x xᵀ with x: [n]. */
export function rankOneUpdate(
  n: number,
  alpha: number,
  x: Float64Array,
  x0: number,
  A: Float64Array,
  a0: number,
): void {
  for (let i = 0; i < n; i++) {
    const xi = alpha * x[x0 + i];
    for (let j = 0; j < n; j++) A[a0 + i * n + j] += xi * x[x0 + j];
  }
}

/** xᵀ A x with A: [n, n], x: [n]. */
export function quadraticForm(n: number, A: Float64Array, a0: number, x: Float64Array, x0: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += A[a0 + i * n + j] * x[x0 + j];
    total += x[x0 + i] * row;
  }
  return total;
}
