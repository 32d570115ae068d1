/**
 * The part of the policy objective that the mean depends on (method section 4), weighted least squares:
 *
 *   L(θ) = Σ_i ½ r_iᵀ W_i r_i,   r_i = target_i − μ(x_i),   W_i = λ_t C_t⁻¹ of the sample's group,   ∂L/∂μ = −R W
 */
import type { NetworkShape } from "./network.ts";
import { networkPass } from "./network-pass.ts";

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

/** θ, gradient ↦ L(θ), with the gradient written into its array. */
export type Loss = (parameters: Float64Array, gradient: Float64Array) => number;

export function plainLoss(shape: NetworkShape, samples: PolicySamples): Loss {
  const pass = networkPass(shape, samples.count, samples.inputs);
  const r = new Float64Array(shape.sizes[shape.sizes.length - 1]);
  return (parameters, gradient) => {
    pass.forward(parameters);
    const loss = weighResiduals(samples, pass.outputs, r, pass.delta);
    pass.backward(parameters, gradient);
    return loss;
  };
}

/** Returns L and leaves Δ = ∂L/∂μ = −W r: [n, dU]. */
function weighResiduals(samples: PolicySamples, means: Float64Array, r: Float64Array, delta: Float64Array): number {
  const dU = r.length;
  const { targets, precisions } = samples;
  let loss = 0;
  for (let i = 0; i < samples.count; i++) {
    const W = samples.groups[i] * dU * dU;
    for (let j = 0; j < dU; j++) r[j] = targets[i * dU + j] - means[i * dU + j];
    for (let j = 0; j < dU; j++) {
      let sum = 0;
      for (let k = 0; k < dU; k++) sum += precisions[W + j * dU + k] * r[k];
      delta[i * dU + j] = -sum;
      loss += 0.5 * r[j] * sum;
    }
  }
  return loss;
}
