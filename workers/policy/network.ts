/**
 * The mean of the policy, μ(x): a multilayer perceptron with a linear last layer,
 *
 *   a_0 = x,   a_l = act(W_lᵀ a_{l−1} + b_l)   for l < L,   μ(x) = W_Lᵀ a_{L−1} + b_L.
 *
 * Its parameters θ are one flat array, layer by layer: W_l: [inputs, outputs] row-major, then b_l: [outputs]. Inputs are
 * whitened by the caller.
 */
import { gemmNN } from "../math/gemm.ts";
import type { RandomStream } from "../math/random.ts";
import type { PolicyNetwork } from "./config.ts";

export interface NetworkShape {
  /** dX, the hidden layers' units, dU. */
  sizes: readonly number[];
  activation: PolicyNetwork["activation"];
}

/** Where in θ a layer lies. */
export interface Layer {
  inputs: number;
  outputs: number;
  /** First entry of W: [inputs, outputs]. */
  weights: number;
  /** First entry of b: [outputs]. */
  biases: number;
}

export function networkShape(network: PolicyNetwork, inputs: number, outputs: number): NetworkShape {
  const hidden = Array<number>(network.hiddenLayers).fill(network.units);
  return { sizes: [inputs, ...hidden, outputs], activation: network.activation };
}

export function layersOf(shape: NetworkShape): Layer[] {
  let next = 0;
  return shape.sizes.slice(1).map((outputs, l) => {
    const inputs = shape.sizes[l];
    const layer = { inputs, outputs, weights: next, biases: next + inputs * outputs };
    next = layer.biases + outputs;
    return layer;
  });
}

/** Length of θ. */
export function parameterCount(shape: NetworkShape): number {
  return layersOf(shape).reduce((count, { inputs, outputs }) => count + (inputs + 1) * outputs, 0);
}

/** θ with weights from N(0, 1/inputs), so that whitened inputs give units of unit variance, and biases of zero. */
export function initialParameters(shape: NetworkShape, random: RandomStream): Float64Array {
  const parameters = new Float64Array(parameterCount(shape));
  for (const { inputs, weights, biases } of layersOf(shape)) {
    for (let i = weights; i < biases; i++) parameters[i] = random.normal() / Math.sqrt(inputs);
  }
  return parameters;
}

/** means: [n, dU] ← μ(x_i) for inputs: [n, dX]. */
export function policyMeans(
  shape: NetworkShape,
  parameters: Float64Array,
  n: number,
  inputs: Float64Array,
  means: Float64Array,
): void {
  networkOf(shape, parameters, n)(inputs, means);
}

/** The network with room of its own for n inputs: inputs [n, dX], means [n, dU] ← μ(x_i). A call allocates nothing. */
export function networkOf(
  shape: NetworkShape,
  parameters: Float64Array,
  n: number,
): (inputs: Float64Array, means: Float64Array) => void {
  const layers = layersOf(shape);
  const last = layers[layers.length - 1];
  const hidden = layers.slice(0, -1).map((layer) => ({ layer, values: new Float64Array(n * layer.outputs) }));
  const slopes = new Float64Array(hidden.reduce((most, { values }) => Math.max(most, values.length), 0));
  return (inputs, means) => {
    let below = inputs;
    for (const { layer, values } of hidden) {
      affine(layer, parameters, n, below, values);
      activate(shape.activation, values.length, values, slopes);
      below = values;
    }
    affine(last, parameters, n, below, means);
  };
}

/** Z: [n, outputs] ← X W + b for X: [n, inputs]. */
export function affine(layer: Layer, parameters: Float64Array, n: number, X: Float64Array, Z: Float64Array): void {
  const { inputs, outputs, weights, biases } = layer;
  for (let i = 0; i < n; i++) for (let j = 0; j < outputs; j++) Z[i * outputs + j] = parameters[biases + j];
  gemmNN(n, outputs, inputs, 1, X, 0, parameters, weights, 1, Z, 0);
}

/** Z: [count] ← act(Z) and slopes: [count] ← act'(Z). */
export function activate(
  activation: NetworkShape["activation"],
  count: number,
  Z: Float64Array,
  slopes: Float64Array,
): void {
  if (activation === "softplus") softplus(count, Z, slopes);
  else if (activation === "tanh") tanh(count, Z, slopes);
  else rectifier(count, Z, slopes);
}

/** log(1 + e^z) with slope 1 / (1 + e^{−z}); e^{−|z|} does not overflow. */
function softplus(count: number, Z: Float64Array, slopes: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const z = Z[i];
    const e = Math.exp(-Math.abs(z));
    Z[i] = Math.max(z, 0) + Math.log1p(e);
    slopes[i] = (z < 0 ? e : 1) / (1 + e);
  }
}

function tanh(count: number, Z: Float64Array, slopes: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const a = Math.tanh(Z[i]);
    Z[i] = a;
    slopes[i] = 1 - a * a;
  }
}

/** max(z, 0), with slope 0 at the kink. */
function rectifier(count: number, Z: Float64Array, slopes: Float64Array): void {
  for (let i = 0; i < count; i++) {
    slopes[i] = Z[i] > 0 ? 1 : 0;
    Z[i] = Math.max(Z[i], 0);
  }
}
