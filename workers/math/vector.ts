/** Operations on flat arrays given as (array, offset). */

/** aᵀ b over n entries; for two symmetric matrices of n entries this is tr(A B). */
export function dot(n: number, a: Float64Array, a0: number, b: Float64Array, b0: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[a0 + i] * b[b0 + i];
  return sum;
}

/** y ← y + α x over n entries. */
export function axpy(n: number, alpha: number, x: Float64Array, x0: number, y: Float64Array, y0: number): void {
  for (let i = 0; i < n; i++) y[y0 + i] += alpha * x[x0 + i];
}

/** target ← source over n entries; copies within one array may overlap. */
export function copy(n: number, source: Float64Array, s0: number, target: Float64Array, t0: number): void {
  for (let i = 0; i < n; i++) target[t0 + i] = source[s0 + i];
}

/** Copies a rows × columns block between matrices with row strides sourceStride and targetStride. */
export function copyBlock(
  rows: number,
  columns: number,
  source: Float64Array,
  s0: number,
  sourceStride: number,
  target: Float64Array,
  t0: number,
  targetStride: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) target[t0 + i * targetStride + j] = source[s0 + i * sourceStride + j];
  }
}

/** Whether n entries from the offset on are all finite. */
export function allFinite(n: number, values: Float64Array, v0: number): boolean {
  for (let i = 0; i < n; i++) if (!Number.isFinite(values[v0 + i])) return false;
  return true;
}

/** The entries of several arrays in a row. */
export function concatenate(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
