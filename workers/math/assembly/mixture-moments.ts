/**
 * The M-step of a Gaussian mixture (method section 2), with responsibilities r_ki of component k for point i:
 *
 *   n_k = Σ_i r_ki        μ_k = Σ_i r_ki x_i / n_k        Σ_k = Σ_i r_ki (x_i − μ_k)(x_i − μ_k)ᵀ / n_k + floor·I
 *
 * in rounds of chunks: sums by stretches of points, means by component, scatters by component and longer stretch, covariances
 * by component.
 * Responsibilities below `negligible` are passed over; points that count are gathered, so that what remains is dense.
 */
import { addScatter, clearScatter, packPoint, POINTS, scatterBytes, unpackScatter } from "./moments";
import { F64, fma } from "./simd";

/**
 * Chunk s: in sums: [stretches, K, D + 1] Σ_i r_ki x_i and, behind it, Σ_i r_ki over stretch s of `stretchPoints` points, from
 * data: [n, D] and r: [K, n]. A stretch is so short that its points stay in the cache from component to component.
 */
export function mixtureSums(
  n: i32, D: i32, data: usize, r: usize, negligible: f64, K: i32, sums: usize, stretchPoints: i32, s: i32, scratch: usize,
): void {
  const first = s * stretchPoints;
  const count = min(stretchPoints, n - first);
  const points = data + <usize>first * <usize>D * F64;
  const slot = <usize>(D + 1) * F64;
  for (let k = 0; k < K; k++) {
    const w = r + (<usize>k * <usize>n + <usize>first) * F64;
    weightedSum(count, D, points, w, negligible, sums + (<usize>s * <usize>K + <usize>k) * slot, scratch);
  }
}

/**
 * Chunk k: masses: [K] ← n_k and means: [K, D] ← μ_k from the sums of all stretches in their order. A component of less
 * than `smallest` is dead: its responsibilities become 1, its mean and mass those of all points, and deaths: [K] says 1 in
 * place of 0.
 */
export function mixtureMeans(
  n: i32, D: i32, data: usize, r: usize, negligible: f64, K: i32, sums: usize, stretches: i32, smallest: f64,
  masses: usize, means: usize, deaths: usize, k: i32, scratch: usize,
): void {
  const slot = <usize>(D + 1) * F64;
  const total = sums + <usize>k * slot;
  for (let s = 1; s < stretches; s++) addPoint(D + 1, 1, total + <usize>s * <usize>K * slot, total);
  const dead = load<f64>(total + slot - F64) < smallest;
  if (dead) {
    const row = r + <usize>k * <usize>n * F64;
    for (let i = 0; i < n; i++) store<f64>(row + <usize>i * F64, 1);
    weightedSum(n, D, data, row, negligible, total, scratch);
  }
  const mass = load<f64>(total + slot - F64);
  const mean = means + <usize>(k * D) * F64;
  for (let j: usize = 0; j < slot - F64; j += F64) store<f64>(mean + j, load<f64>(total + j) / mass);
  store<f64>(masses + <usize>k * F64, mass);
  store<i32>(deaths + (<usize>k << 2), i32(dead));
}

/** sum: [D + 1] ← Σ w_i x_i and Σ w_i over the weights that count. */
function weightedSum(n: i32, D: i32, data: usize, w: usize, negligible: f64, sum: usize, gathered: usize): void {
  const stride = <usize>D * F64;
  for (let j: usize = 0; j < stride; j += F64) store<f64>(sum + j, 0);
  let total: f64 = 0;
  let count = 0;
  for (let i = 0; i < n; i++) {
    const weight = load<f64>(w + <usize>i * F64);
    if (weight < negligible) continue;
    total += weight;
    store<f64>(gathered + (<usize>count << 4), weight);
    store<usize>(gathered + (<usize>count << 4), data + <usize>i * stride, 8);
    if (++count < 4) continue;
    addFour(D, gathered, sum);
    count = 0;
  }
  for (let i = 0; i < count; i++) {
    const at = gathered + (<usize>i << 4);
    addPoint(D, load<f64>(at), load<usize>(at, 8), sum);
  }
  store<f64>(sum + stride, total);
}

/** sum: [D] ← sum + Σ w x over four gathered pairs of a weight and the address of a point. */
function addFour(D: i32, gathered: usize, sum: usize): void {
  const w0 = v128.load64_splat(gathered), w1 = v128.load64_splat(gathered, 16);
  const w2 = v128.load64_splat(gathered, 32), w3 = v128.load64_splat(gathered, 48);
  let x0 = load<usize>(gathered, 8), x1 = load<usize>(gathered, 24);
  let x2 = load<usize>(gathered, 40), x3 = load<usize>(gathered, 56);
  const end = sum + <usize>(D & ~1) * F64;
  for (; sum < end; sum += 16) {
    const half = fma(w1, v128.load(x1), fma(w0, v128.load(x0), v128.load(sum)));
    v128.store(sum, fma(w3, v128.load(x3), fma(w2, v128.load(x2), half)));
    x0 += 16;
    x1 += 16;
    x2 += 16;
    x3 += 16;
  }
  if ((D & 1) == 0) return;
  const first = load<f64>(gathered) * load<f64>(x0) + load<f64>(gathered, 16) * load<f64>(x1);
  const second = load<f64>(gathered, 32) * load<f64>(x2) + load<f64>(gathered, 48) * load<f64>(x3);
  store<f64>(sum, load<f64>(sum) + first + second);
}

/** sum: [D] ← sum + w x. */
function addPoint(D: i32, w: f64, x: usize, sum: usize): void {
  for (let j = 0; j < D; j++) {
    const at = <usize>j * F64;
    store<f64>(sum + at, load<f64>(sum + at) + w * load<f64>(x + at));
  }
}

/**
 * Chunk k·stretches + s: tiles of Σ_i r_ki (x_i − μ_k)(x_i − μ_k)ᵀ over the points of stretch s of `stretchPoints`, and
 * in counts: [K, stretches] how many of them count. Where none does, the tiles are not written.
 */
export function mixtureScatters(
  n: i32, D: i32, data: usize, r: usize, negligible: f64, means: usize,
  scatters: usize, counts: usize, stretches: i32, stretchPoints: i32, chunk: i32, scratch: usize,
): void {
  const k = chunk / stretches;
  const first = (chunk % stretches) * stretchPoints;
  const last = min(n, first + stretchPoints);
  const row = r + <usize>k * <usize>n * F64;
  const mu = means + <usize>(k * D) * F64;
  const tiles = scatters + <usize>chunk * <usize>scatterBytes(D);
  let packed = 0;
  let counted = 0;
  for (let i = first; i < last; i++) {
    const weight = load<f64>(row + <usize>i * F64);
    if (weight < negligible) continue;
    if (counted++ == 0) clearScatter(D, tiles);
    packPoint(D, data + <usize>i * <usize>D * F64, mu, Math.sqrt(weight), scratch, packed);
    if (++packed < POINTS) continue;
    addScatter(D, packed, scratch, tiles);
    packed = 0;
  }
  if (packed > 0) addScatter(D, packed, scratch, tiles);
  store<i32>(counts + (<usize>chunk << 2), counted);
}

/** Chunk k: covariances: [K, D, D] ← the sum of the component's scatters in their order, over n_k, plus floor·I. */
export function mixtureCovariances(
  D: i32, masses: usize, scatters: usize, counts: usize, stretches: i32, floor: f64, covariances: usize,
  k: i32, _scratch: usize,
): void {
  const size = <usize>scatterBytes(D);
  const tiles = scatters + <usize>(k * stretches) * size;
  const counted = counts + (<usize>(k * stretches) << 2);
  if (load<i32>(counted) == 0) clearScatter(D, tiles);
  for (let s = 1; s < stretches; s++) {
    if (load<i32>(counted + (<usize>s << 2)) > 0) addTiles(size, tiles + <usize>s * size, tiles);
  }
  const out = covariances + <usize>k * <usize>(D * D) * F64;
  unpackScatter(D, tiles, 1 / load<f64>(masses + <usize>k * F64), 0, out);
  for (let i = 0; i < D; i++) {
    const at = out + <usize>(i * D + i) * F64;
    store<f64>(at, load<f64>(at) + floor);
  }
}

function addTiles(bytes: usize, from: usize, to: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, f64x2.add(v128.load(to + at), v128.load(from + at)));
}
