/**
 * Joint log-densities of six points under all components, as far as they count:
 *
 *   y = L_k⁻¹ (x_i − μ_k)        log π_k N(x_i; μ_k, Σ_k) = scale_k − ½ yᵀy.
 *
 * The points lie transposed, so that three vectors hold one variable of all six; three rows of L⁻¹ times the block then
 * fill nine registers with sums. Every row can only lower a density, so what the rows seen give is an upper bound, and a
 * component is given up once it is below 1e-20 of the best known density at all six points: twenty thousand of its like
 * would not reach the rounding of the sum. So it pays to begin with a component that is likely for all of them.
 */
import { PANEL, PANEL_BYTES, paddedRows } from "./mixture-factors";
import { F64, fma } from "./simd";

/** Points in a block, and bytes of one variable of a block. */
export const BLOCK = 6;
export const BLOCK_BYTES: usize = 48;
/** log 1e-20. */
const NEGLIGIBLE_LOG: f64 = -46.0;

/** Where the state of a block lies, and the components, [K]. */
@unmanaged
export class Block {
  D: i32;
  K: i32;
  /** [K, D]. */
  means: usize;
  /** L⁻¹ of each component in panels, and the bytes that one takes. */
  factors: usize;
  factorBytes: usize;
  /** [K] log π_k − ½ (log|Σ_k| + D log 2π). */
  logScales: usize;
  /** [rows, 6] the points. */
  x: usize;
  /** [rows, 6] the points less a mean. */
  d: usize;
  /** [6] the largest joint log-density known. */
  best: usize;
  /** [6] components, as doubles. */
  likely: usize;
  /** [K, 6] joint log-densities; −Infinity where a component was given up. */
  joint: usize;
}

/** Lays out a block's arrays behind it and returns where they end. */
export function layOut(block: Block): usize {
  const rows = <usize>paddedRows(block.D);
  block.best = changetype<usize>(block) + offsetof<Block>();
  block.likely = block.best + BLOCK_BYTES;
  block.x = block.likely + BLOCK_BYTES;
  block.d = block.x + rows * BLOCK_BYTES;
  block.joint = block.d + rows * BLOCK_BYTES;
  return block.joint + <usize>block.K * BLOCK_BYTES;
}

/** x ← `count` points of data: [n, D], those that `indices` names, transposed; places beyond them repeat the last. */
export function loadPoints(block: Block, data: usize, indices: usize, count: i32): void {
  const D = block.D;
  const stride = <usize>D * F64;
  for (let p = 0; p < BLOCK; p++) {
    const index = load<i32>(indices + (<usize>min(p, count - 1) << 2));
    const from = data + <usize>index * stride;
    let to = block.x + <usize>p * F64;
    for (let j: usize = 0; j < stride; j += F64, to += BLOCK_BYTES) store<f64>(to, load<f64>(from + j));
    for (let j = D; j < paddedRows(D); j++, to += BLOCK_BYTES) store<f64>(to, 0);
  }
}

/** joint ← joint log-densities and best ← the largest ones; `favourite` is the component that is tried first. */
export function jointDensities(block: Block, favourite: i32): void {
  const rows = paddedRows(block.D);
  const best = block.best;
  const none = f64x2.splat(-Infinity);
  storeBlock(best, none, none, none);
  for (let visit = 0; visit < block.K; visit++) {
    const k = visit == 0 ? favourite : visit - i32(visit <= favourite);
    const joint = block.joint + <usize>k * BLOCK_BYTES;
    if (!density(block, k, rows)) {
      storeBlock(joint, none, none, none);
      continue;
    }
    const best0 = f64x2.max(v128.load(best), v128.load(joint));
    const best1 = f64x2.max(v128.load(best, 16), v128.load(joint, 16));
    const best2 = f64x2.max(v128.load(best, 32), v128.load(joint, 32));
    storeBlock(best, best0, best1, best2);
  }
}

/** joint ← upper bounds on the joint log-densities, from the first rows alone. */
export function boundDensities(block: Block, rows: i32): void {
  const none = f64x2.splat(-Infinity);
  storeBlock(block.best, none, none, none);
  for (let k = 0; k < block.K; k++) density(block, k, rows);
}

/** likely ← the components with the largest joint log-densities, or bounds on them. */
export function mostLikely(block: Block): void {
  const joint = block.joint;
  let largest0 = v128.load(joint), largest1 = v128.load(joint, 16), largest2 = v128.load(joint, 32);
  let likely0 = f64x2.splat(0), likely1 = likely0, likely2 = likely0;
  for (let k = 1; k < block.K; k++) {
    const at = joint + <usize>k * BLOCK_BYTES;
    const index = f64x2.splat(<f64>k);
    likely0 = v128.bitselect(index, likely0, f64x2.gt(v128.load(at), largest0));
    likely1 = v128.bitselect(index, likely1, f64x2.gt(v128.load(at, 16), largest1));
    likely2 = v128.bitselect(index, likely2, f64x2.gt(v128.load(at, 32), largest2));
    largest0 = f64x2.pmax(largest0, v128.load(at));
    largest1 = f64x2.pmax(largest1, v128.load(at, 16));
    largest2 = f64x2.pmax(largest2, v128.load(at, 32));
  }
  storeBlock(block.likely, likely0, likely1, likely2);
}

/** joint ← scale_k − ½ |y|² with y the first rows of L_k⁻¹ (x − μ_k); false where the component may be given up. */
function density(block: Block, k: i32, rows: i32): bool {
  const D = block.D;
  const d = block.d;
  const best = block.best;
  let x = block.x;
  let end = d;
  let mu = block.means + <usize>(k * D) * F64;
  let factor = block.factors + <usize>k * block.factorBytes;
  let sum0 = v128.load64_splat(block.logScales + <usize>k * F64), sum1 = sum0, sum2 = sum0;
  for (let row = 0; row < rows; row += PANEL) {
    centre(D - row, x, mu, end);
    x += PANEL * BLOCK_BYTES;
    mu += PANEL * F64;
    end += PANEL * BLOCK_BYTES;
    let y00 = f64x2.splat(0), y01 = y00, y02 = y00;
    let y10 = y00, y11 = y00, y12 = y00;
    let y20 = y00, y21 = y00, y22 = y00;
    for (let at = d; at < end; at += BLOCK_BYTES) {
      const d0 = v128.load(at), d1 = v128.load(at, 16), d2 = v128.load(at, 32);
      const w0 = v128.load64_splat(factor);
      y00 = fma(w0, d0, y00); y01 = fma(w0, d1, y01); y02 = fma(w0, d2, y02);
      const w1 = v128.load64_splat(factor, 8);
      y10 = fma(w1, d0, y10); y11 = fma(w1, d1, y11); y12 = fma(w1, d2, y12);
      const w2 = v128.load64_splat(factor, 16);
      y20 = fma(w2, d0, y20); y21 = fma(w2, d1, y21); y22 = fma(w2, d2, y22);
      factor += PANEL_BYTES;
    }
    const half = f64x2.splat(-0.5);
    sum0 = fma(half, fma(y00, y00, fma(y10, y10, f64x2.mul(y20, y20))), sum0);
    sum1 = fma(half, fma(y01, y01, fma(y11, y11, f64x2.mul(y21, y21))), sum1);
    sum2 = fma(half, fma(y02, y02, fma(y12, y12, f64x2.mul(y22, y22))), sum2);
    if (isNegligible(sum0, sum1, sum2, best)) return false;
  }
  storeBlock(block.joint + <usize>k * BLOCK_BYTES, sum0, sum1, sum2);
  return true;
}

/** d ← x − μ in `count` rows of a panel, 0 in the others. */
// @ts-ignore: decorator
@inline
function centre(count: i32, x: usize, mu: usize, d: usize): void {
  for (let j = 0; j < PANEL; j++) {
    const m = j < count ? v128.load64_splat(mu) : f64x2.splat(0);
    storeBlock(d, f64x2.sub(v128.load(x), m), f64x2.sub(v128.load(x, 16), m), f64x2.sub(v128.load(x, 32), m));
    x += BLOCK_BYTES;
    mu += F64;
    d += BLOCK_BYTES;
  }
}

/** Whether six densities lie so far below the best ones that they do not count beside them. */
// @ts-ignore: decorator
@inline
function isNegligible(a: v128, b: v128, c: v128, best: usize): bool {
  const limit = f64x2.splat(NEGLIGIBLE_LOG);
  const below0 = f64x2.lt(f64x2.sub(a, v128.load(best)), limit);
  const below1 = f64x2.lt(f64x2.sub(b, v128.load(best, 16)), limit);
  const below2 = f64x2.lt(f64x2.sub(c, v128.load(best, 32)), limit);
  return i64x2.all_true(v128.and(below0, v128.and(below1, below2)));
}

/** Stores the three vectors of one variable of a block. */
// @ts-ignore: decorator
@inline
export function storeBlock(to: usize, a: v128, b: v128, c: v128): void {
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
}
