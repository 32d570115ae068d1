/**
 * The E-step of a Gaussian mixture (method section 2): for points x_i and components k, with Σ_k = L_k L_kᵀ,
 *
 *   y = L_k⁻¹ (x_i − μ_k)        log π_k N(x_i; μ_k, Σ_k) = scale_k − ½ yᵀy
 *   r_ki = π_k N(x_i; μ_k, Σ_k) / Σ_j π_j N(x_i; μ_j, Σ_j)      by log-sum-exp.
 *
 * Blocks of six points lie transposed, so that three vectors hold one variable of all six; three rows of L⁻¹ times a block
 * then fill nine registers with sums. The component that was most likely for the last block comes first, and the others
 * are given up as soon as the rows seen prove their share of all six points to be below 1e-30: points that follow each
 * other in a rollout mostly belong to one component.
 */
import { cholesky } from "./cholesky";
import { F64, fma } from "./simd";
import { exp2 } from "./vector-exp";

/** Points in a block, and bytes of one variable of a block. */
const BLOCK = 6;
const BLOCK_BYTES: usize = 48;
/** Rows of L⁻¹ that are multiplied at once. */
const PANEL = 3;
const PANEL_BYTES: usize = 24;
/** log 1e-30: what is this far below the largest term does not change a sum. */
const NEGLIGIBLE_LOG: f64 = -69.0;

/** D rounded up to whole panels. */
// @ts-ignore: decorator
@inline
function paddedRows(D: i32): i32 {
  return (D + PANEL - 1) / PANEL * PANEL;
}

/** Bytes of one component's packed L⁻¹. */
export function mixtureFactorBytes(D: i32): i32 {
  const panels = paddedRows(D) / PANEL;
  return panels * (panels + 1) * 36;
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

/**
 * Responsibilities of the points of one chunk, data: [n, D], in r: [K, n], and the sum of their log-likelihoods in
 * entry `chunk` of `logLikelihoods`. logScales: [K]. `chunkPoints` is a multiple of six.
 */
export function mixtureResponsibilities(
  n: i32, D: i32, K: i32, data: usize, means: usize, packed: usize, logScales: usize,
  r: usize, logLikelihoods: usize, chunkPoints: i32, chunk: i32, scratch: usize,
): void {
  const last = min(n, (chunk + 1) * chunkPoints);
  const rows = paddedRows(D);
  const best = scratch;
  const x = best + BLOCK_BYTES;
  const d = x + <usize>rows * BLOCK_BYTES;
  const joint = d + <usize>rows * BLOCK_BYTES;
  const size = <usize>mixtureFactorBytes(D);
  let favourite = 0;
  let total: f64 = 0;
  for (let i = chunk * chunkPoints; i < last; i += BLOCK) {
    const count = min(BLOCK, last - i);
    transposeBlock(D, rows, data + <usize>i * <usize>D * F64, count, x);
    storeBlock(best, f64x2.splat(-Infinity), f64x2.splat(-Infinity), f64x2.splat(-Infinity));
    for (let visit = 0; visit < K; visit++) {
      const k = visit == 0 ? favourite : visit - i32(visit <= favourite);
      const mu = means + <usize>(k * D) * F64;
      const scale = load<f64>(logScales + <usize>k * F64);
      blockDensity(D, x, mu, packed + <usize>k * size, scale, d, best, joint + <usize>k * BLOCK_BYTES);
    }
    favourite = mostLikely(K, joint);
    total += normalise(K, n, i, count, best, joint, r);
  }
  store<f64>(logLikelihoods + <usize>chunk * F64, total);
}

// @ts-ignore: decorator
@inline
function storeBlock(to: usize, a: v128, b: v128, c: v128): void {
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
}

/** x: [rows, 6] ← the block's points, [count, D], transposed; places of points beyond the last repeat it. */
function transposeBlock(D: i32, rows: i32, points: usize, count: i32, x: usize): void {
  const stride = <usize>D * F64;
  for (let p = 0; p < BLOCK; p++) {
    const from = points + <usize>min(p, count - 1) * stride;
    const to = x + <usize>p * F64;
    for (let j = 0; j < D; j++) store<f64>(to + <usize>j * BLOCK_BYTES, load<f64>(from + <usize>j * F64));
    for (let j = D; j < rows; j++) store<f64>(to + <usize>j * BLOCK_BYTES, 0);
  }
}

/**
 * joint: [6] ← scale − ½ |L⁻¹ (x − μ)|² for x: [rows, 6] and the packed L⁻¹; best: [6] ← the larger of both. −Infinity
 * where the rows seen show that the terms of all six points are negligible beside the best ones. d: [rows, 6] is scratch.
 */
function blockDensity(
  D: i32, x: usize, mu: usize, packed: usize, scale: f64, d: usize, best: usize, joint: usize,
): void {
  let sum0 = f64x2.splat(scale), sum1 = sum0, sum2 = sum0;
  let end = d;
  for (let row = 0; row < D; row += PANEL) {
    centre(min(PANEL, D - row), x, mu, end);
    x += PANEL * BLOCK_BYTES;
    mu += PANEL_BYTES;
    end += PANEL * BLOCK_BYTES;
    let y00 = f64x2.splat(0), y01 = y00, y02 = y00;
    let y10 = y00, y11 = y00, y12 = y00;
    let y20 = y00, y21 = y00, y22 = y00;
    for (let at = d; at < end; at += BLOCK_BYTES) {
      const d0 = v128.load(at), d1 = v128.load(at, 16), d2 = v128.load(at, 32);
      const w0 = v128.load64_splat(packed);
      y00 = fma(w0, d0, y00); y01 = fma(w0, d1, y01); y02 = fma(w0, d2, y02);
      const w1 = v128.load64_splat(packed, 8);
      y10 = fma(w1, d0, y10); y11 = fma(w1, d1, y11); y12 = fma(w1, d2, y12);
      const w2 = v128.load64_splat(packed, 16);
      y20 = fma(w2, d0, y20); y21 = fma(w2, d1, y21); y22 = fma(w2, d2, y22);
      packed += PANEL_BYTES;
    }
    const half = f64x2.splat(-0.5);
    sum0 = fma(half, fma(y00, y00, fma(y10, y10, f64x2.mul(y20, y20))), sum0);
    sum1 = fma(half, fma(y01, y01, fma(y11, y11, f64x2.mul(y21, y21))), sum1);
    sum2 = fma(half, fma(y02, y02, fma(y12, y12, f64x2.mul(y22, y22))), sum2);
    if (isNegligible(sum0, sum1, sum2, best)) {
      sum0 = sum1 = sum2 = f64x2.splat(-Infinity);
      break;
    }
  }
  storeBlock(joint, sum0, sum1, sum2);
  const best0 = f64x2.max(v128.load(best), sum0);
  const best1 = f64x2.max(v128.load(best, 16), sum1);
  const best2 = f64x2.max(v128.load(best, 32), sum2);
  storeBlock(best, best0, best1, best2);
}

/** d: [PANEL, 6] ← x − μ in `count` rows and 0 in the others. */
// @ts-ignore: decorator
@inline
function centre(count: i32, x: usize, mu: usize, d: usize): void {
  for (let j = 0; j < PANEL; j++) {
    const m = j < count ? v128.load64_splat(mu) : f64x2.splat(0);
    storeBlock(d, f64x2.sub(v128.load(x), m), f64x2.sub(v128.load(x, 16), m), f64x2.sub(v128.load(x, 32), m));
    mu += F64;
    x += BLOCK_BYTES;
    d += BLOCK_BYTES;
  }
}

/** Whether three vectors lie so far below the best that their exponentials do not count beside its. */
// @ts-ignore: decorator
@inline
function isNegligible(a: v128, b: v128, c: v128, best: usize): bool {
  const limit = f64x2.splat(NEGLIGIBLE_LOG);
  const below0 = f64x2.lt(f64x2.sub(a, v128.load(best)), limit);
  const below1 = f64x2.lt(f64x2.sub(b, v128.load(best, 16)), limit);
  const below2 = f64x2.lt(f64x2.sub(c, v128.load(best, 32)), limit);
  return i64x2.all_true(v128.and(below0, v128.and(below1, below2)));
}

/** Whether all six joint densities are those of a component that was given up. */
// @ts-ignore: decorator
@inline
function isGivenUp(joint: usize): bool {
  const none = f64x2.splat(-Infinity);
  const first = v128.and(f64x2.eq(v128.load(joint), none), f64x2.eq(v128.load(joint, 16), none));
  return i64x2.all_true(v128.and(first, f64x2.eq(v128.load(joint, 32), none)));
}

/** The component with the largest joint density at the block's last point. */
function mostLikely(K: i32, joint: usize): i32 {
  let largest = -Infinity;
  let found = 0;
  for (let k = 0; k < K; k++) {
    const value = load<f64>(joint + <usize>k * BLOCK_BYTES, 40);
    if (value > largest) {
      largest = value;
      found = k;
    }
  }
  return found;
}

/**
 * Turns a block's joint log-densities, [K, 6], into the responsibilities of `count` points from point i on and returns
 * their log-likelihood; best: [6] holds the largest ones.
 */
function normalise(K: i32, n: i32, i: i32, count: i32, best: usize, joint: usize, r: usize): f64 {
  const best0 = v128.load(best), best1 = v128.load(best, 16), best2 = v128.load(best, 32);
  let sum0 = f64x2.splat(0), sum1 = sum0, sum2 = sum0;
  const end = joint + <usize>K * BLOCK_BYTES;
  for (let at = joint; at < end; at += BLOCK_BYTES) {
    if (isGivenUp(at)) {
      storeBlock(at, f64x2.splat(0), f64x2.splat(0), f64x2.splat(0));
      continue;
    }
    const term0 = exp2(f64x2.sub(v128.load(at), best0));
    const term1 = exp2(f64x2.sub(v128.load(at, 16), best1));
    const term2 = exp2(f64x2.sub(v128.load(at, 32), best2));
    sum0 = f64x2.add(sum0, term0);
    sum1 = f64x2.add(sum1, term1);
    sum2 = f64x2.add(sum2, term2);
    storeBlock(at, term0, term1, term2);
  }
  const one = f64x2.splat(1);
  const scale0 = f64x2.div(one, sum0), scale1 = f64x2.div(one, sum1), scale2 = f64x2.div(one, sum2);
  let row = r + <usize>i * F64;
  for (let at = joint; at < end; at += BLOCK_BYTES) {
    const r0 = f64x2.mul(v128.load(at), scale0);
    const r1 = f64x2.mul(v128.load(at, 16), scale1);
    const r2 = f64x2.mul(v128.load(at, 32), scale2);
    if (count == BLOCK) {
      storeBlock(row, r0, r1, r2);
    } else {
      storeBlock(at, r0, r1, r2);
      for (let p: usize = 0; p < <usize>count; p++) store<f64>(row + p * F64, load<f64>(at + p * F64));
    }
    row += <usize>n * F64;
  }
  storeBlock(joint, sum0, sum1, sum2);
  return logLikelihood(count, best, joint);
}

/** Σ (best + log sum) over `count` points, the sums under one logarithm: each lies between 1 and K. */
function logLikelihood(count: i32, best: usize, sums: usize): f64 {
  let total: f64 = 0;
  let product: f64 = 1;
  for (let p: usize = 0; p < <usize>count; p++) {
    total += load<f64>(best + p * F64);
    product *= load<f64>(sums + p * F64);
  }
  return total + Math.log(product);
}
