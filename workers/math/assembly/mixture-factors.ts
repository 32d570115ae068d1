/**
 * What the E-step multiplies with (method section 2): L_k⁻¹ with Σ_k = L_k L_kᵀ, so that a triangular product takes the
 * place of a triangular solve for every point.
 */
import { cholesky } from "./cholesky";
import { F64, fma } from "./simd";

/** Rows of L⁻¹ that are multiplied at once, and bytes of one column of them. */
export const PANEL = 3;
export const PANEL_BYTES: usize = 24;

/** D rounded up to whole panels. */
// @ts-ignore: decorator
@inline
export function paddedRows(D: i32): i32 {
  return (D + PANEL - 1) / PANEL * PANEL;
}

/** Bytes of one component's packed L⁻¹. */
export function mixtureFactorBytes(D: i32): i32 {
  return packedRowsBytes(paddedRows(D));
}

/** Bytes of its first rows, which are whole panels: that of rows i to i + 2 has i + 3 columns. */
// @ts-ignore: decorator
@inline
export function packedRowsBytes(rows: i32): i32 {
  return 4 * rows * (rows + PANEL);
}

/**
 * Chunk k: factors the covariance of component k and packs the inverse of its factor in panels of three rows, column by
 * column, filled up with zeros. covariances: [K, D, D] ← L⁻¹, lower triangular; ok: [K] ← 1 where a factor exists, else 0.
 */
export function mixtureFactors(D: i32, covariances: usize, packed: usize, ok: usize, k: i32, _scratch: usize): void {
  const L = covariances + <usize>k * <usize>(D * D) * F64;
  const factored = cholesky(D, L, D);
  store<i32>(ok + (<usize>k << 2), i32(factored));
  if (!factored) return;
  for (let i = 0; i < D; i++) invertRow(i, D, L);
  packPanels(D, L, packed + <usize>k * <usize>mixtureFactorBytes(D));
}

/** Row i of L ← row i of L⁻¹, the rows above it being inverted already: −(Σ_l L_il w_l) / L_ii with w_l row l of L⁻¹. */
function invertRow(i: i32, D: i32, L: usize): void {
  const row = L + <usize>(i * D) * F64;
  const inverse = 1 / load<f64>(row + <usize>i * F64);
  for (let l = 0; l < i; l++) {
    const factor = -inverse * load<f64>(row + <usize>l * F64);
    store<f64>(row + <usize>l * F64, 0);
    const factors = f64x2.splat(factor);
    const above = L + <usize>(l * D) * F64;
    let j = 0;
    for (; j + 1 <= l; j += 2) {
      const at = <usize>j * F64;
      v128.store(row + at, fma(factors, v128.load(above + at), v128.load(row + at)));
    }
    for (; j <= l; j++) {
      const at = <usize>j * F64;
      store<f64>(row + at, load<f64>(row + at) + factor * load<f64>(above + at));
    }
  }
  store<f64>(row + <usize>i * F64, inverse);
}

function packPanels(D: i32, W: usize, packed: usize): void {
  for (let i = 0; i < D; i += PANEL) {
    for (let l = 0; l < i + PANEL; l++) {
      for (let row = i; row < i + PANEL; row++) {
        store<f64>(packed, row < D && l <= row ? load<f64>(W + <usize>(row * D + l) * F64) : 0);
        packed += F64;
      }
    }
  }
}
