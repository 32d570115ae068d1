/**
 * The E-step of a Gaussian mixture (method section 2): for points x_i and components k
 *
 *   r_ki = π_k N(x_i; μ_k, Σ_k) / Σ_j π_j N(x_i; μ_j, Σ_j)      by log-sum-exp, six points at a time.
 */
import {
  BLOCK, BLOCK_BYTES, Block, boundDensities, jointDensities, layOut, loadPoints, mostLikely, storeBlock,
} from "./mixture-block";
import { mixtureFactorBytes } from "./mixture-factors";
import { F64 } from "./simd";
import { exp2 } from "./vector-exp";

/** Rows that points are sorted by, where there are so many more that this costs little. */
const SORTING_ROWS = 24;

/**
 * Responsibilities of the points of one chunk, data: [n, D], in r: [K, n], and the sum of their log-likelihoods in
 * entry `chunk` of `logLikelihoods`. logScales: [K].
 */
export function mixtureResponsibilities(
  n: i32, D: i32, K: i32, data: usize, means: usize, factors: usize, logScales: usize,
  r: usize, logLikelihoods: usize, chunkPoints: i32, chunk: i32, scratch: usize,
): void {
  const block = changetype<Block>(scratch);
  block.D = D;
  block.K = K;
  block.means = means;
  block.factors = factors;
  block.factorBytes = <usize>mixtureFactorBytes(D);
  block.logScales = logScales;
  const order = layOut(block);
  const first = chunk * chunkPoints;
  const count = min(chunkPoints, n - first);
  for (let i = 0; i < count; i++) store<i32>(order + (<usize>i << 2), first + i);
  const sorted = D >= 4 * SORTING_ROWS;
  if (sorted) sortPoints(block, data, order, first, count);
  let favourite = 0;
  let total: f64 = 0;
  for (let i = 0; i < count; i += BLOCK) {
    const indices = order + (<usize>i << 2);
    const points = min(BLOCK, count - i);
    loadPoints(block, data, indices, points);
    jointDensities(block, favourite);
    mostLikely(block);
    favourite = <i32>load<f64>(block.likely + <usize>(points - 1) * F64);
    total += normalise(block, n, indices, points, sorted, r);
  }
  store<f64>(logLikelihoods + <usize>chunk * F64, total);
}

/**
 * Brings the points from `first` on into the order of the components that their first rows make likely: order: [count] ←
 * their indices. Blocks of points of one component give up the others early.
 */
function sortPoints(block: Block, data: usize, order: usize, first: i32, count: i32): void {
  const labels = order + (<usize>count << 2);
  const places = labels + (<usize>count << 2);
  for (let k = 0; k <= block.K; k++) store<i32>(places + (<usize>k << 2), 0);
  for (let i = 0; i < count; i += BLOCK) {
    const points = min(BLOCK, count - i);
    loadPoints(block, data, order + (<usize>i << 2), points);
    boundDensities(block, SORTING_ROWS);
    mostLikely(block);
    for (let p = 0; p < points; p++) {
      const label = <i32>load<f64>(block.likely + <usize>p * F64);
      const place = places + (<usize>(label + 1) << 2);
      store<i32>(labels + (<usize>(i + p) << 2), label);
      store<i32>(place, load<i32>(place) + 1);
    }
  }
  for (let k = 0; k < block.K; k++) {
    const place = places + (<usize>k << 2);
    store<i32>(place, load<i32>(place) + load<i32>(place, 4), 4);
  }
  for (let i = 0; i < count; i++) {
    const place = places + (<usize>load<i32>(labels + (<usize>i << 2)) << 2);
    const position = load<i32>(place);
    store<i32>(order + (<usize>position << 2), first + i);
    store<i32>(place, position + 1);
  }
}

/** Turns a block's joint log-densities into the responsibilities of its points and returns their log-likelihood. */
function normalise(block: Block, n: i32, indices: usize, points: i32, sorted: bool, r: usize): f64 {
  const best = block.best, joint = block.joint;
  const best0 = v128.load(best), best1 = v128.load(best, 16), best2 = v128.load(best, 32);
  let sum0 = f64x2.splat(0), sum1 = sum0, sum2 = sum0;
  const end = joint + <usize>block.K * BLOCK_BYTES;
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
  for (let at = joint; at < end; at += BLOCK_BYTES) {
    const r0 = f64x2.mul(v128.load(at), scale0);
    const r1 = f64x2.mul(v128.load(at, 16), scale1);
    const r2 = f64x2.mul(v128.load(at, 32), scale2);
    if (sorted || points < BLOCK) {
      storeBlock(at, r0, r1, r2);
      for (let p: usize = 0; p < <usize>points; p++) {
        store<f64>(r + <usize>load<i32>(indices + (p << 2)) * F64, load<f64>(at + p * F64));
      }
    } else {
      storeBlock(r + <usize>load<i32>(indices) * F64, r0, r1, r2);
    }
    r += <usize>n * F64;
  }
  storeBlock(joint, sum0, sum1, sum2);
  return logLikelihood(points, best, joint);
}

/** Whether all six joint log-densities are those of a component that was given up. */
// @ts-ignore: decorator
@inline
function isGivenUp(joint: usize): bool {
  const none = f64x2.splat(-Infinity);
  const first = v128.and(f64x2.eq(v128.load(joint), none), f64x2.eq(v128.load(joint, 16), none));
  return i64x2.all_true(v128.and(first, f64x2.eq(v128.load(joint, 32), none)));
}

/** Σ (best + log sum) over the points, the sums under one logarithm: each lies between 1 and K. */
function logLikelihood(points: i32, best: usize, sums: usize): f64 {
  let total: f64 = 0;
  let product: f64 = 1;
  for (let p: usize = 0; p < <usize>points; p++) {
    total += load<f64>(best + p * F64);
    product *= load<f64>(sums + p * F64);
  }
  return total + Math.log(product);
}
