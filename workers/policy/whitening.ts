/**
 * Means and scales that make a network's inputs and outputs numbers of the order of one, and how to change the inputs'
 * without changing what the network says.
 */
import type { GaussianPolicy } from "./gaussian-policy.ts";
import { layersOf, type NetworkShape } from "./network.ts";

/** Means and positive scales, one for each column. */
export interface Columns {
  mean: Float64Array;
  scale: Float64Array;
}

/** A column that varies less than this share of the most varying one counts as varying so much: its noise is not blown up. */
const leastShare = 1e-3;

/** Mean and standard deviation of columns of rows: [n, width]; scales of 1 where nothing varies. */
export function columnsOf(rows: Float64Array, width: number, columns: readonly number[]): Columns {
  const n = rows.length / width;
  const mean = new Float64Array(columns.length);
  const scale = new Float64Array(columns.length);
  for (const [j, column] of columns.entries()) {
    for (let i = 0; i < n; i++) mean[j] += rows[i * width + column] / n;
    for (let i = 0; i < n; i++) scale[j] += (rows[i * width + column] - mean[j]) ** 2 / n;
    scale[j] = Math.sqrt(scale[j]);
  }
  const largest = Math.max(...scale);
  return { mean, scale: scale.map((s) => (largest > 0 ? Math.max(s, leastShare * largest) : 1)) };
}

/** The same policy with another whitening: its means and covariances stay what they are in every state. */
export function rewhiten(policy: GaussianPolicy, whitening: Columns): GaussianPolicy {
  const { network, deviations } = policy;
  const change = ({ shape, parameters }: GaussianPolicy["network"]) => ({
    shape,
    parameters: changedInputs(shape, parameters, policy.whitening, whitening),
  });
  return { ...policy, whitening, network: change(network), deviations: deviations && change(deviations) };
}

/** õ = (m' − m)/s + (s'/s) õ', so that W' = diag(s'/s) W and b' = b + Wᵀ (m' − m)/s in the first layer. */
function changedInputs(shape: NetworkShape, parameters: Float64Array, from: Columns, to: Columns): Float64Array {
  const changed = parameters.slice();
  const { inputs, outputs, weights, biases } = layersOf(shape)[0];
  for (let i = 0; i < inputs; i++) {
    const shift = (to.mean[i] - from.mean[i]) / from.scale[i];
    for (let j = 0; j < outputs; j++) {
      const w = parameters[weights + i * outputs + j];
      changed[weights + i * outputs + j] = (to.scale[i] / from.scale[i]) * w;
      changed[biases + j] += shift * w;
    }
  }
  return changed;
}
