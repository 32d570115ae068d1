/**
 * Sums of outer products Σ_p y_p y_pᵀ of many points, symmetric halves only.
 *
 * Up to POINTS points lie packed in panels of six variables, [Q, POINTS, 6] with Q = ⌈D/6⌉ and zeros behind variable D, so
 * that a tile of three rows by six columns of the sum walks through two short streams with its nine vectors of sums in
 * registers. A scatter is the list of its tiles, [_, 3, 6]: for each panel of columns those of the rows from the panel's
 * first to D.
 */
import { F64, fma } from "./simd";

/** Points that are packed before their products are taken. */
export const POINTS = 128;
/** Variables in a panel, and bytes of one point's. */
const PANEL = 6;
const POINT_BYTES: usize = 48;
const PANEL_BYTES: usize = 6144;
const TILE_ROWS = 3;
const TILE_BYTES: usize = 144;

// @ts-ignore: decorator
@inline
function panels(D: i32): i32 {
  return (D + PANEL - 1) / PANEL;
}

/** ⌈D/3⌉. */
// @ts-ignore: decorator
@inline
function tileRows(D: i32): i32 {
  return (D + TILE_ROWS - 1) / TILE_ROWS;
}

/** Bytes of POINTS packed points. */
export function packedPointsBytes(D: i32): usize {
  return <usize>panels(D) * PANEL_BYTES;
}

/** Bytes of a scatter's tiles. */
export function scatterBytes(D: i32): i32 {
  const Q = panels(D);
  return Q * (tileRows(D) + 1 - Q) * <i32>TILE_BYTES;
}

/** Packs √weight·(x − μ) as point p; x: [D], μ: [D]. */
export function packPoint(D: i32, x: usize, mu: usize, root: f64, packed: usize, p: i32): void {
  const roots = f64x2.splat(root);
  let to = packed + <usize>p * POINT_BYTES;
  let j = 0;
  for (; j + PANEL <= D; j += PANEL) {
    v128.store(to, f64x2.mul(roots, f64x2.sub(v128.load(x), v128.load(mu))));
    v128.store(to, f64x2.mul(roots, f64x2.sub(v128.load(x, 16), v128.load(mu, 16))), 16);
    v128.store(to, f64x2.mul(roots, f64x2.sub(v128.load(x, 32), v128.load(mu, 32))), 32);
    x += POINT_BYTES;
    mu += POINT_BYTES;
    to += PANEL_BYTES;
  }
  if (j == D) return;
  for (let i = 0; i < PANEL; i++) {
    const at = <usize>i * F64;
    store<f64>(to + at, j + i < D ? root * (load<f64>(x + at) - load<f64>(mu + at)) : 0);
  }
}

/** tiles ← 0. */
export function clearScatter(D: i32, tiles: usize): void {
  const end = tiles + <usize>scatterBytes(D);
  const zero = f64x2.splat(0);
  for (; tiles < end; tiles += 16) v128.store(tiles, zero);
}

/** tiles ← tiles + Σ_p y_p y_pᵀ over the first `count` packed points. */
export function addScatter(D: i32, count: i32, packed: usize, tiles: usize): void {
  const Q = panels(D);
  const rows = tileRows(D);
  const length = <usize>count * POINT_BYTES;
  for (let q = 0; q < Q; q++) {
    const columns = packed + <usize>q * PANEL_BYTES;
    const end = columns + length;
    for (let row = 2 * q; row < rows; row++) {
      addTile(packed + <usize>(row >> 1) * PANEL_BYTES + <usize>((row & 1) * TILE_ROWS) * F64, columns, end, tiles);
      tiles += TILE_BYTES;
    }
  }
}

/** tile: [3, 6] ← tile + Σ_p a_p b_pᵀ for three variables a and six variables b of each point. */
function addTile(a: usize, b: usize, end: usize, tile: usize): void {
  let c00 = v128.load(tile), c01 = v128.load(tile, 16), c02 = v128.load(tile, 32);
  let c10 = v128.load(tile, 48), c11 = v128.load(tile, 64), c12 = v128.load(tile, 80);
  let c20 = v128.load(tile, 96), c21 = v128.load(tile, 112), c22 = v128.load(tile, 128);
  for (; b < end; b += POINT_BYTES) {
    const b0 = v128.load(b), b1 = v128.load(b, 16), b2 = v128.load(b, 32);
    const a0 = v128.load64_splat(a);
    c00 = fma(a0, b0, c00); c01 = fma(a0, b1, c01); c02 = fma(a0, b2, c02);
    const a1 = v128.load64_splat(a, 8);
    c10 = fma(a1, b0, c10); c11 = fma(a1, b1, c11); c12 = fma(a1, b2, c12);
    const a2 = v128.load64_splat(a, 16);
    c20 = fma(a2, b0, c20); c21 = fma(a2, b1, c21); c22 = fma(a2, b2, c22);
    a += POINT_BYTES;
  }
  v128.store(tile, c00); v128.store(tile, c01, 16); v128.store(tile, c02, 32);
  v128.store(tile, c10, 48); v128.store(tile, c11, 64); v128.store(tile, c12, 80);
  v128.store(tile, c20, 96); v128.store(tile, c21, 112); v128.store(tile, c22, 128);
}

/** out: [D, D] ← scale·(the scatter + β·out), both halves; with β = 0 only the lower half of out is read. */
export function unpackScatter(D: i32, tiles: usize, scale: f64, beta: f64, out: usize): void {
  const Q = panels(D);
  for (let q = 0; q < Q; q++) {
    for (let i = PANEL * q; i < TILE_ROWS * tileRows(D); i++) {
      if (i < D) unpackRow(D, i, PANEL * q, tiles, scale, beta, out);
      tiles += POINT_BYTES;
    }
  }
}

/** Row i of one panel, columns from `first` on as far as the diagonal, and their mirror images. */
function unpackRow(D: i32, i: i32, first: i32, tiles: usize, scale: f64, beta: f64, out: usize): void {
  const last = min(first + PANEL - 1, i);
  for (let j = first; j <= last; j++) {
    const at = out + <usize>(i * D + j) * F64;
    let sum = load<f64>(tiles + <usize>(j - first) * F64);
    if (beta != 0) sum += beta * load<f64>(at);
    const value = scale * sum;
    store<f64>(at, value);
    store<f64>(out + <usize>(j * D + i) * F64, value);
  }
}
