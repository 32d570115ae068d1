/**
 * The derivative of the policy's mean by the state, by layers from the first to the last,
 *
 *   J_0 = diag(1/s),   J_l = diag(F_l) W_lᵀ J_{l−1},   ∂μ/∂o = diag(b) J_L,
 *
 * with F the slopes of the activation, 1 in the last layer. Entries of the state that the policy does not see have none.
 */
import { gemmTN } from "../math/gemm.ts";
import type { GaussianPolicy } from "./gaussian-policy.ts";
import { activate, affine, layersOf } from "./network.ts";
import { whitened } from "./policy-mean.ts";

/** ∂μ/∂x: [dU, dX] in a state [dX]. */
export function policyJacobian(policy: GaussianPolicy, state: Float64Array): Float64Array {
  const { observation, whitening, network, scaling } = policy;
  const [dO, dX, dU] = [observation.length, state.length, scaling.scale.length];
  let J = new Float64Array(dO * dO);
  for (let j = 0; j < dO; j++) J[j * dO + j] = 1 / whitening.scale[j];
  let below = whitened(policy, 1, state);
  const layers = layersOf(network.shape);
  for (const [l, layer] of layers.entries()) {
    const values = new Float64Array(layer.outputs);
    const slopes = new Float64Array(layer.outputs).fill(1);
    affine(layer, network.parameters, 1, below, values);
    if (l < layers.length - 1) activate(network.shape.activation, layer.outputs, values, slopes);
    const next = new Float64Array(layer.outputs * dO);
    gemmTN(layer.outputs, dO, layer.inputs, 1, network.parameters, layer.weights, J, 0, 0, next, 0);
    for (let i = 0; i < next.length; i++) next[i] *= slopes[Math.floor(i / dO)];
    [below, J] = [values, next];
  }
  const jacobian = new Float64Array(dU * dX);
  for (let i = 0; i < dU; i++) {
    for (let j = 0; j < dO; j++) jacobian[i * dX + observation[j]] = scaling.scale[i] * J[i * dO + j];
  }
  return jacobian;
}
