/**
 * The part of the policy objective that the mean depends on (method section 4), weighted least squares:
 *
 *   L(θ) = Σ_i ½ r_iᵀ W_i r_i,   r_i = target_i − μ(x_i),   W_i = λ_t C_t⁻¹ of the sample's group
 *
 * Its gradient by layers, from the last to the first, with X_l the layer's inputs and F_l the slopes of its activation:
 *
 *   Δ_L = −R W,   ∂L/∂W_l = X_lᵀ Δ_l,   ∂L/∂b_l = Δ_lᵀ 1,   Δ_{l−1} = (Δ_l W_lᵀ) ∘ F_{l−1}.
 */
import { gemmNT, gemmTN } from "../math/gemm.ts";
import { activate, affine, type Layer, layersOf, type NetworkShape } from "./network.ts";

/** What the network is fitted to: n samples whose precisions come by groups, a group a time step for example. */
export interface PolicySamples {
  count: number;
  /** [n, dX], whitened. */
  inputs: Float64Array;
  /** [n, dU]. */
  targets: Float64Array;
  /** [n] the sample's group. */
  groups: Int32Array;
  /** W: [G, dU, dU], symmetric, the weight λ multiplied in. */
  precisions: Float64Array;
}

/** A layer with room for the values of all samples. */
interface LayerValues {
  layer: Layer;
  /** A: [n, outputs]. */
  values: Float64Array;
  /** F, then Δ: [n, outputs]. */
  slopes: Float64Array;
}

/** θ, gradient ↦ L(θ), with the gradient written into its array. */
export type Loss = (parameters: Float64Array, gradient: Float64Array) => number;

export function plainLoss(shape: NetworkShape, samples: PolicySamples): Loss {
  const layers = layersOf(shape).map((layer) => ({
    layer,
    values: new Float64Array(samples.count * layer.outputs),
    slopes: new Float64Array(samples.count * layer.outputs),
  }));
  return (parameters, gradient) => {
    forward(shape, parameters, samples, layers);
    const loss = weighResiduals(samples, layers[layers.length - 1]);
    backward(parameters, samples, layers, gradient);
    return loss;
  };
}

function forward(
  shape: NetworkShape,
  parameters: Float64Array,
  samples: PolicySamples,
  layers: readonly LayerValues[],
): void {
  layers.forEach(({ layer, values, slopes }, l) => {
    affine(layer, parameters, samples.count, l > 0 ? layers[l - 1].values : samples.inputs, values);
    if (l < layers.length - 1) activate(shape.activation, values.length, values, slopes);
  });
}

/** Returns L and leaves Δ = ∂L/∂μ = −W r in the last layer. */
function weighResiduals(samples: PolicySamples, last: LayerValues): number {
  const dU = last.layer.outputs;
  const { targets, precisions } = samples;
  const r = new Float64Array(dU);
  let loss = 0;
  for (let i = 0; i < samples.count; i++) {
    const W = samples.groups[i] * dU * dU;
    for (let j = 0; j < dU; j++) r[j] = targets[i * dU + j] - last.values[i * dU + j];
    for (let j = 0; j < dU; j++) {
      let sum = 0;
      for (let k = 0; k < dU; k++) sum += precisions[W + j * dU + k] * r[k];
      last.slopes[i * dU + j] = -sum;
      loss += 0.5 * r[j] * sum;
    }
  }
  return loss;
}

function backward(
  parameters: Float64Array,
  samples: PolicySamples,
  layers: readonly LayerValues[],
  gradient: Float64Array,
): void {
  const n = samples.count;
  for (let l = layers.length - 1; l >= 0; l--) {
    const { layer, slopes: delta } = layers[l];
    const { inputs, outputs, weights, biases } = layer;
    const below = l > 0 ? layers[l - 1] : null;
    // ∂L/∂W = Xᵀ Δ,  ∂L/∂b = Δᵀ 1
    gemmTN(inputs, outputs, n, 1, below?.values ?? samples.inputs, 0, delta, 0, 0, gradient, weights);
    gradient.fill(0, biases, biases + outputs);
    for (let i = 0; i < n; i++) for (let j = 0; j < outputs; j++) gradient[biases + j] += delta[i * outputs + j];
    if (below === null) continue;
    // Δ ← (Δ Wᵀ) ∘ F
    const F = below.slopes.slice();
    gemmNT(n, inputs, outputs, 1, delta, 0, parameters, weights, 0, below.slopes, 0);
    for (let i = 0; i < F.length; i++) below.slopes[i] *= F[i];
  }
}
