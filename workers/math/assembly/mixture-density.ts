/**
 * The E-step of a Gaussian mixture (method section 2): for points x_i and components k
 *
 *   r_ki = π_k N(x_i; μ_k, Σ_k) / Σ_j π_j N(x_i; μ_j, Σ_j)      by log-sum-exp, six points at a time.
 */
import { BLOCK, BLOCK_BYTES, Block, jointDensities, layOut, loadPoints, mostLikely, storeBlock } from "./mixture-block";
import { mixtureFactorBytes } from "./mixture-factors";
import { F64 } from "./simd";
import { exp2 } from "./vector-exp";

/**
 * Responsibilities of the points of one chunk, data: [n, D], in r: [K, n], and the sum of their log-likelihoods in
 * entry `chunk` of `logLikelihoods`. logScales: [K]. `chunkPoints` is a multiple of six.
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
  layOut(block);
  const last = min(n, (chunk + 1) * chunkPoints);
  let favourite = 0;
  let total: f64 = 0;
  for (let i = chunk * chunkPoints; i < last; i += BLOCK) {
    const count = min(BLOCK, last - i);
    loadPoints(block, data + <usize>i * <usize>D * F64, count);
    jointDensities(block, favourite);
    mostLikely(block);
    favourite = <i32>load<f64>(block.likely + <usize>(count - 1) * F64);
    total += normalise(block, n, i, count, r);
  }
  store<f64>(logLikelihoods + <usize>chunk * F64, total);
}

/**
 * Turns a block's joint log-densities into the responsibilities of its `count` points, i and those after it, and returns
 * their log-likelihood.
 */
function normalise(block: Block, n: i32, i: i32, count: i32, r: usize): f64 {
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

/** Whether all six joint log-densities are those of a component that was given up. */
// @ts-ignore: decorator
@inline
function isGivenUp(joint: usize): bool {
  const none = f64x2.splat(-Infinity);
  const first = v128.and(f64x2.eq(v128.load(joint), none), f64x2.eq(v128.load(joint, 16), none));
  return i64x2.all_true(v128.and(first, f64x2.eq(v128.load(joint, 32), none)));
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
