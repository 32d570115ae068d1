/**
 * Loss and gradient of a network under weighted least squares (method section 4), a chunk of samples at a time:
 *
 *   L = Σ_i ½ r_iᵀ W_i r_i,   r_i = target_i − μ(x_i)
 *
 *   forward    A_0 = X,  Z_l = W_lᵀ A_{l−1} + b_l,  A_l = act(Z_l),  F_l = act'(Z_l),  μ = Z_L
 *   backward   Δ_L = ∂L/∂μ = −W_i r_i,  ∂L/∂W_l = A_{l−1} Δ_lᵀ,  ∂L/∂b_l = Δ_l 1,  Δ_{l−1} = (W_l Δ_l) ∘ F_{l−1}
 *
 * with a row a unit and a column a sample; the last layer is linear. A block of samples goes through both passes while its
 * values lie in the cache. T is the type of inputs, targets, precisions and weights; a block's sums are added in doubles.
 */
import { activate } from "./activation";
import { addRowSums, correlate, madd, mix, padded, total } from "./network-products";
import { V128 } from "./simd";

/** What a session lays out; addresses in bytes. */
@unmanaged
class NetworkProblem {
  layerCount: i32;
  layers: usize;
  activation: i32;
  sampleCount: i32;
  /** Samples that go through the network together, and how many such blocks make a chunk. */
  blockSamples: i32;
  chunkBlocks: i32;
  /** [blocks, dX in whole panels, blockSamples]. */
  inputs: usize;
  /** [samples, width], where width is dU in whole vectors; what is added is zero. */
  targets: usize;
  width: i32;
  /** [samples] number of the sample's precision. */
  groups: usize;
  /** [groups, dU, width]. */
  precisions: usize;
  /** [chunks, slotLength] doubles: the chunk's loss, then its gradient. */
  slots: usize;
  slotLength: i32;
}

@unmanaged
class NetworkLayer {
  inputs: i32;
  outputs: i32;
  /** W by panels of six outputs, b, and Wᵀ by panels of six inputs (of no use in the first layer). */
  weights: usize;
  biases: usize;
  transposed: usize;
  /** Where in the gradient ∂L/∂W: [inputs, outputs] begins; ∂L/∂b follows it. */
  gradient: i32;
  /** Where in the scratch memory A and F lie, of which Δ takes the place of F, in the last layer of A. */
  values: usize;
  slopes: usize;
}

/** Loss and gradient of one chunk into its slot, in double precision. */
export function networkLoss64(problem: usize, chunk: i32, scratch: usize): void {
  lossOfChunk<f64>(changetype<NetworkProblem>(problem), chunk, scratch);
}

/** The same with values in single precision. */
export function networkLoss32(problem: usize, chunk: i32, scratch: usize): void {
  lossOfChunk<f32>(changetype<NetworkProblem>(problem), chunk, scratch);
}

/** slots: the first of [count, length] ← the sum of all, added by pairs: always in the same order. */
export function sumSlots(count: i32, length: i32, slots: usize): void {
  for (let gap = 1; gap < count; gap *= 2) {
    for (let slot = 0; slot + gap < count; slot += 2 * gap) {
      const into = slots + <usize>slot * <usize>length * 8;
      const from = into + <usize>gap * <usize>length * 8;
      for (let at: usize = 0; at < <usize>length * 8; at += 8) {
        store<f64>(into + at, load<f64>(into + at) + load<f64>(from + at));
      }
    }
  }
}

function lossOfChunk<T>(p: NetworkProblem, chunk: i32, scratch: usize): void {
  const slot = p.slots + <usize>chunk * <usize>p.slotLength * 8;
  for (let i = 0; i < p.slotLength; i++) store<f64>(slot + <usize>i * 8, 0);
  const samples = p.blockSamples * p.chunkBlocks;
  const end = min(p.sampleCount, (chunk + 1) * samples);
  for (let first = chunk * samples; first < end; first += p.blockSamples) {
    const count = min(p.blockSamples, end - first);
    const columns = (count + 7) & ~7;
    const inputs = p.inputs + <usize>first * <usize>padded(layerOf(p, 0).inputs) * sizeof<T>();
    forward<T>(p, columns, inputs, scratch);
    store<f64>(slot, load<f64>(slot) + weighResiduals<T>(p, first, count, columns, scratch));
    backward<T>(p, columns, inputs, slot + 8, scratch);
  }
}

function forward<T>(p: NetworkProblem, columns: i32, inputs: usize, scratch: usize): void {
  const stride = <usize>p.blockSamples * sizeof<T>();
  let X = inputs;
  for (let l = 0; l < p.layerCount; l++) {
    const layer = layerOf(p, l);
    const Z = scratch + layer.values;
    // Z = Wᵀ A + b
    mix<T>(layer.outputs, layer.inputs, columns, layer.weights, layer.biases, X, 0, Z, stride);
    // A = act(Z), F = act'(Z)
    if (l < p.layerCount - 1) activateRows<T>(p.activation, layer.outputs, columns, Z, scratch + layer.slopes, stride);
    X = Z;
  }
}

function activateRows<T>(kind: i32, rows: i32, columns: i32, Z: usize, F: usize, stride: usize): void {
  for (let row = 0; row < rows; row++, Z += stride, F += stride) activate<T>(kind, Z, F, columns);
}

/** Replaces μ by ∂L/∂μ = −W r, zero in the surplus columns, and returns Σ ½ rᵀ W r. */
function weighResiduals<T>(p: NetworkProblem, first: i32, count: i32, columns: i32, scratch: usize): f64 {
  const last = layerOf(p, p.layerCount - 1);
  const dU = <usize>last.outputs * sizeof<T>();
  const width = <usize>p.width * sizeof<T>();
  const stride = <usize>p.blockSamples * sizeof<T>();
  // r: [width] and W r: [width] lie behind μ
  const r = scratch + last.slopes;
  const Wr = r + width;
  for (let at = dU; at < width; at += sizeof<T>()) store<T>(r + at, 0);
  let sum: f64 = 0;
  let target = p.targets + <usize>first * width;
  let mean = scratch + last.values;
  for (let i = 0; i < count; i++, target += width, mean += sizeof<T>()) {
    for (let at: usize = 0, m = mean; at < dU; at += sizeof<T>(), m += stride) {
      store<T>(r + at, load<T>(target + at) - load<T>(m));
    }
    const W = p.precisions + <usize>load<i32>(p.groups + <usize>(first + i) * 4) * <usize>last.outputs * width;
    sum += 0.5 * quadraticForm<T>(dU, width, W, r, Wr);
    for (let at: usize = 0, m = mean; at < dU; at += sizeof<T>(), m += stride) store<T>(m, -load<T>(Wr + at));
  }
  for (let i = count; i < columns; i++, mean += sizeof<T>()) {
    for (let at: usize = 0, m = mean; at < dU; at += sizeof<T>(), m += stride) store<T>(m, 0);
  }
  return sum;
}

/** Wr: [width] ← W r and returns rᵀ W r, with W: [dU, width] symmetric but for its surplus columns; sizes in bytes. */
// @ts-ignore: decorator
@inline
function quadraticForm<T>(dU: usize, width: usize, W: usize, r: usize, Wr: usize): f64 {
  let form = v128.splat<T>(0);
  for (let column: usize = 0; column < width; column += V128) {
    let sum = v128.splat<T>(0);
    for (let at: usize = 0, w = W + column; at < dU; at += sizeof<T>(), w += width) {
      sum = madd<T>(v128.load_splat<T>(r + at), v128.load(w), sum);
    }
    v128.store(Wr + column, sum);
    form = madd<T>(sum, v128.load(r + column), form);
  }
  return total<T>(form);
}

function backward<T>(p: NetworkProblem, columns: i32, inputs: usize, gradient: usize, scratch: usize): void {
  const stride = <usize>p.blockSamples * sizeof<T>();
  let delta = scratch + layerOf(p, p.layerCount - 1).values;
  for (let l = p.layerCount - 1; l >= 0; l--) {
    const layer = layerOf(p, l);
    const G = gradient + <usize>layer.gradient * 8;
    const below = l > 0 ? layerOf(p, l - 1) : layer;
    // ∂L/∂W = A Δᵀ,  ∂L/∂b = Δ 1
    const A = l > 0 ? scratch + below.values : inputs;
    correlate<T>(layer.inputs, layer.outputs, columns, A, delta, G, stride);
    addRowSums<T>(layer.outputs, columns, delta, G + <usize>(layer.inputs * layer.outputs) * 8, stride);
    if (l == 0) return;
    // Δ ← (W Δ) ∘ F
    const F = scratch + below.slopes;
    mix<T>(layer.inputs, layer.outputs, columns, layer.transposed, 0, delta, F, F, stride);
    delta = F;
  }
}

// @ts-ignore: decorator
@inline
function layerOf(p: NetworkProblem, l: i32): NetworkLayer {
  return changetype<NetworkLayer>(p.layers + <usize>l * offsetof<NetworkLayer>());
}
