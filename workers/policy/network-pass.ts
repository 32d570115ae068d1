/**
 * A network's values for many inputs at once, and the gradient of any loss of its outputs, by layers, from the last to the
 * first, with X_l the layer's inputs and F_l the slopes of its activation:
 *
 *   Δ_L = ∂L/∂outputs,   ∂L/∂W_l = X_lᵀ Δ_l,   ∂L/∂b_l = Δ_lᵀ 1,   Δ_{l−1} = (Δ_l W_lᵀ) ∘ F_{l−1}.
 */
import { gemmNT, gemmTN } from "../math/gemm.ts";
import { activate, affine, type Layer, layersOf, type NetworkShape } from "./network.ts";

/** A layer with room for the values of all samples. */
interface LayerValues {
  layer: Layer;
  /** A: [n, outputs]. */
  values: Float64Array;
  /** F, then Δ: [n, outputs]. */
  slopes: Float64Array;
}

export interface NetworkPass {
  /** [n, outputs], overwritten by `forward`. */
  readonly outputs: Float64Array;
  /** Δ_L: [n, outputs], written by the caller between `forward` and `backward`. */
  readonly delta: Float64Array;
  forward(parameters: Float64Array): void;
  /** gradient ← ∂L/∂θ; `forward` has been called with the same parameters. */
  backward(parameters: Float64Array, gradient: Float64Array): void;
}

/** @param inputs [n, inputs of the network] */
export function networkPass(shape: NetworkShape, n: number, inputs: Float64Array): NetworkPass {
  const layers = layersOf(shape).map((layer) => ({
    layer,
    values: new Float64Array(n * layer.outputs),
    slopes: new Float64Array(n * layer.outputs),
  }));
  const last = layers[layers.length - 1];
  return {
    outputs: last.values,
    delta: last.slopes,
    forward: (parameters) => forward(shape, parameters, n, inputs, layers),
    backward: (parameters, gradient) => backward(parameters, n, inputs, layers, gradient),
  };
}

function forward(
  shape: NetworkShape,
  parameters: Float64Array,
  n: number,
  inputs: Float64Array,
  layers: readonly LayerValues[],
): void {
  layers.forEach(({ layer, values, slopes }, l) => {
    affine(layer, parameters, n, l > 0 ? layers[l - 1].values : inputs, values);
    if (l < layers.length - 1) activate(shape.activation, values.length, values, slopes);
  });
}

function backward(
  parameters: Float64Array,
  n: number,
  networkInputs: Float64Array,
  layers: readonly LayerValues[],
  gradient: Float64Array,
): void {
  for (let l = layers.length - 1; l >= 0; l--) {
    const { layer, slopes: delta } = layers[l];
    const { inputs, outputs, weights, biases } = layer;
    const below = l > 0 ? layers[l - 1] : null;
    // ∂L/∂W = Xᵀ Δ,  ∂L/∂b = Δᵀ 1
    gemmTN(inputs, outputs, n, 1, below?.values ?? networkInputs, 0, delta, 0, 0, gradient, weights);
    gradient.fill(0, biases, biases + outputs);
    for (let i = 0; i < n; i++) for (let j = 0; j < outputs; j++) gradient[biases + j] += delta[i * outputs + j];
    if (below === null) continue;
    // Δ ← (Δ Wᵀ) ∘ F
    const F = below.slopes.slice();
    gemmNT(n, inputs, outputs, 1, delta, 0, parameters, weights, 0, below.slopes, 0);
    for (let i = 0; i < F.length; i++) below.slopes[i] *= F[i];
  }
}
