/**
 * The regression of all time steps (method section 2). At each step, from its samples z_i = [a; b], i = 1..N, with mean μ̂
 * and covariance Σ̂, the mixture's responsibilities r_ki for them and w_k = Σ_i r_ki / N,
 *
 *   μ0 = Σ_k w_k μ_k        Φ = m Σ_k w_k [Σ_k + (μ_k − μ0)(μ_k − μ0)ᵀ]
 *   Σ = (Φ + N Σ̂ + (N m/(N+m)) (μ̂−μ0)(μ̂−μ0)ᵀ) / (N + n0)        μ = (m μ0 + N μ̂)/(m + N)
 *
 * and p(b|a) = N(A a + c, R) with
 *
 *   A = Σ_ba (Σ_aa + ridge·I)⁻¹      c = μ_b − A μ_a      R = Σ_bb − A Σ_ab − Σ_ba Aᵀ + A Σ_aa Aᵀ + floor·I.
 *
 * All outer products of a step are those of one list of vectors, so that one symmetric update takes them together.
 */
import { cholesky, solveLower, solveLowerTransposed } from "./cholesky";
import { gemmNN } from "./gemm";
import { addScatter, clearScatter, packedPointsBytes, packPoint, POINTS, scatterBytes, unpackScatter } from "./moments";
import { F64, fma } from "./simd";

/** What a step's status says. */
const OK = 0;
const NOT_FINITE = 1;
const NOT_POSITIVE_DEFINITE = 2;

/** Components of less weight than this do not change a prior. */
const NEGLIGIBLE: f64 = 1e-30;

/** Bytes of scratch that conditionedRegression takes. */
export function regressionScratchBytes(dA: i32, dB: i32, K: i32): i32 {
  const D = dA + dB;
  const doubles = K + (K & 1) + 2 * even(D) + even(D * D) + even(dA * dA) + 2 * even(dA * dB);
  return doubles * <i32>F64 + <i32>packedPointsBytes(D) + scatterBytes(D);
}

// @ts-ignore: decorator
@inline
function even(count: i32): i32 {
  return (count + 1) & ~1;
}

/**
 * The steps of one chunk of `chunkSteps`: points: [steps, N, D], r: [K, steps·N] and the mixture's means: [K, D] and
 * covariances: [K, D, D]; with K = 0, without a prior. Writes A: [steps, dB, dA], c: [steps, dB], R: [steps, dB, dB] and
 * statuses: [steps].
 */
export function conditionedRegression(
  steps: i32, N: i32, dA: i32, dB: i32, K: i32, points: usize, r: usize, means: usize, covariances: usize,
  m: f64, n0: f64, ridge: f64, floor: f64, A: usize, c: usize, R: usize, statuses: usize,
  chunkSteps: i32, chunk: i32, scratch: usize,
): void {
  const D = dA + dB;
  const w = scratch;
  const mean = w + <usize>even(K) * F64;
  const mu0 = mean + <usize>even(D) * F64;
  const sigma = mu0 + <usize>even(D) * F64;
  const L = sigma + <usize>even(D * D) * F64;
  const At = L + <usize>even(dA * dA) * F64;
  const residual = At + <usize>even(dA * dB) * F64;
  const packed = residual + <usize>even(dA * dB) * F64;
  const tiles = packed + packedPointsBytes(D);
  const last = min(steps, (chunk + 1) * chunkSteps);
  for (let t = chunk * chunkSteps; t < last; t++) {
    const samples = points + <usize>t * <usize>(N * D) * F64;
    clearScatter(D, tiles);
    sampleMean(N, D, samples, mean);
    const pending = addSamples(N, D, samples, mean, packed, tiles);
    if (K > 0) {
      for (let j: usize = 0; j < <usize>(D * D) * F64; j += F64) store<f64>(sigma + j, 0);
      stepWeights(N, K, r + <usize>(t * N) * F64, <usize>(steps * N) * F64, w);
      addPrior(D, N, K, m, w, means, covariances, mean, mu0, sigma, pending, packed, tiles);
      unpackScatter(D, tiles, 1 / (<f64>N + n0), 1, sigma);
    } else {
      addScatter(D, pending, packed, tiles);
      unpackScatter(D, tiles, 1 / <f64>N, 0, sigma);
    }
    const Rt = R + <usize>t * <usize>(dB * dB) * F64;
    const ct = c + <usize>(t * dB) * F64;
    const status = condition(dA, dB, mean, sigma, ridge, floor, L, At, residual, A + <usize>t * <usize>(dA * dB) * F64, ct, Rt);
    store<i32>(statuses + (<usize>t << 2), status);
  }
}

/** mean: [D] ← Σ_i z_i / N. */
function sampleMean(N: i32, D: i32, samples: usize, mean: usize): void {
  for (let j = 0; j < D; j++) {
    let sum: f64 = 0;
    for (let i = 0; i < N; i++) sum += load<f64>(samples + <usize>(i * D + j) * F64);
    store<f64>(mean + <usize>j * F64, sum / <f64>N);
  }
}

/** Adds N Σ̂ to the tiles, but for the last points, which stay packed; returns their number, less than POINTS. */
function addSamples(N: i32, D: i32, samples: usize, mean: usize, packed: usize, tiles: usize): i32 {
  let count = 0;
  for (let i = 0; i < N; i++) {
    packPoint(D, samples + <usize>(i * D) * F64, mean, 1, packed, count);
    count = flushFull(D, count + 1, packed, tiles);
  }
  return count;
}

/** Takes the packed points' products when there is no room for another; returns how many are packed then. */
// @ts-ignore: decorator
@inline
function flushFull(D: i32, count: i32, packed: usize, tiles: usize): i32 {
  if (count < POINTS) return count;
  addScatter(D, count, packed, tiles);
  return 0;
}

/** w: [K] ← Σ_i r_ki / N with `stride` bytes from component to component. */
function stepWeights(N: i32, K: i32, r: usize, stride: usize, w: usize): void {
  for (let k = 0; k < K; k++) {
    let sum: f64 = 0;
    for (let i = 0; i < N; i++) sum += load<f64>(r + <usize>i * F64);
    store<f64>(w + <usize>k * F64, sum / <f64>N);
    r += stride;
  }
}

/**
 * Adds all that the prior contributes: m Σ_k w_k Σ_k to sigma: [D, D], its lower half, and the outer products to the tiles, of which `pending`
 * points are packed already. mean: [D] goes from μ̂ to μ.
 */
function addPrior(
  D: i32, N: i32, K: i32, m: f64, w: usize, means: usize, covariances: usize,
  mean: usize, mu0: usize, sigma: usize, pending: i32, packed: usize, tiles: usize,
): void {
  const size = <usize>D * F64;
  for (let j: usize = 0; j < size; j += F64) store<f64>(mu0 + j, 0);
  for (let k = 0; k < K; k++) addScaled(D, load<f64>(w + <usize>k * F64), means + <usize>k * size, mu0);
  let count = pending;
  for (let k = 0; k < K; k++) {
    const weight = m * load<f64>(w + <usize>k * F64);
    if (weight < NEGLIGIBLE) continue;
    addLower(D, weight, covariances + <usize>(k * D) * size, sigma);
    packPoint(D, means + <usize>k * size, mu0, Math.sqrt(weight), packed, count);
    count = flushFull(D, count + 1, packed, tiles);
  }
  const both = <f64>N + m;
  packPoint(D, mean, mu0, Math.sqrt(<f64>N * m / both), packed, count);
  addScatter(D, count + 1, packed, tiles);
  // μ = μ̂ − m/(m + N) (μ̂ − μ0)
  for (let j: usize = 0; j < size; j += F64) {
    const own = load<f64>(mean + j);
    store<f64>(mean + j, own - (m / both) * (own - load<f64>(mu0 + j)));
  }
}

/** B: [D, D] ← B + a·A, lower halves only. */
function addLower(D: i32, a: f64, A: usize, B: usize): void {
  const row = <usize>D * F64;
  for (let i = 0; i < D; i++, A += row, B += row) addScaled(i + 1, a, A, B);
}

/** y: [n] ← y + a·x. */
function addScaled(n: i32, a: f64, x: usize, y: usize): void {
  const factor = f64x2.splat(a);
  const end = y + <usize>(n & ~1) * F64;
  for (; y < end; y += 16, x += 16) v128.store(y, fma(factor, v128.load(x), v128.load(y)));
  if (n & 1) store<f64>(y, load<f64>(y) + a * load<f64>(x));
}

/** p(b|a) of N(μ, Σ), with mean: [D] and sigma: [D, D]; returns a status. */
function condition(
  dA: i32, dB: i32, mean: usize, sigma: usize, ridge: f64, floor: f64,
  L: usize, At: usize, residual: usize, A: usize, c: usize, R: usize,
): i32 {
  const D = dA + dB;
  if (!allFinite(D, mean) || !allFinite(D * D, sigma)) return NOT_FINITE;
  const right = sigma + <usize>dA * F64;
  const below = sigma + <usize>(dA * D) * F64;
  copyBlock(dA, dA, sigma, D, L, dA);
  for (let j = 0; j < dA; j++) {
    const at = L + <usize>(j * dA + j) * F64;
    store<f64>(at, load<f64>(at) + ridge);
  }
  if (!cholesky(dA, L, dA)) return NOT_POSITIVE_DEFINITE;
  // Aᵀ = (Σ_aa + ridge·I)⁻¹ Σ_ab
  copyBlock(dA, dB, right, D, At, dB);
  solveLower(dA, dB, L, dA, At, dB);
  solveLowerTransposed(dA, dB, L, dA, At, dB);
  for (let i = 0; i < dB; i++) {
    for (let j = 0; j < dA; j++) {
      store<f64>(A + <usize>(i * dA + j) * F64, load<f64>(At + <usize>(j * dB + i) * F64));
    }
  }
  // c = μ_b − A μ_a
  for (let i = 0; i < dB; i++) {
    let value = load<f64>(mean + <usize>(dA + i) * F64);
    for (let j = 0; j < dA; j++) value -= load<f64>(A + <usize>(i * dA + j) * F64) * load<f64>(mean + <usize>j * F64);
    store<f64>(c + <usize>i * F64, value);
  }
  // R = Σ_bb + (A Σ_aa − 2 Σ_ba) Aᵀ, symmetrised
  copyBlock(dB, dA, below, D, residual, dA);
  gemmNN(dB, dA, dA, 1, A, dA, sigma, D, -2, residual, dA);
  copyBlock(dB, dB, below + <usize>dA * F64, D, R, dB);
  gemmNN(dB, dB, dA, 1, residual, dA, At, dB, 1, R, dB);
  symmetrise(dB, floor, R);
  return OK;
}

/** Whether no number of x: [n] is infinite or NaN. */
function allFinite(n: i32, x: usize): bool {
  let sum: f64 = 0;
  for (const end = x + <usize>n * F64; x < end; x += F64) sum += 0 * load<f64>(x);
  return sum == 0;
}

/** to: [rows, columns] ← from, with row strides in doubles. */
function copyBlock(rows: i32, columns: i32, from: usize, stride: i32, to: usize, toStride: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < <usize>columns * F64; j += F64) store<f64>(to + j, load<f64>(from + j));
    from += <usize>stride * F64;
    to += <usize>toStride * F64;
  }
}

/** A: [n, n] ← (A + Aᵀ)/2 + floor·I. */
function symmetrise(n: i32, floor: f64, A: usize): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const lower = A + <usize>(i * n + j) * F64;
      const upper = A + <usize>(j * n + i) * F64;
      const mean = 0.5 * (load<f64>(lower) + load<f64>(upper));
      store<f64>(lower, mean);
      store<f64>(upper, mean);
    }
    const diagonal = A + <usize>(i * n + i) * F64;
    store<f64>(diagonal, load<f64>(diagonal) + floor);
  }
}
