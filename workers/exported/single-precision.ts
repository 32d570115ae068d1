/**
 * What an exported file should say, computed in single precision: every operation of its graph, in the graph's order, rounded
 * to the nearest float. Sums are taken from the first term to the last, which a runtime need not do: that is what may differ.
 */
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import { layersOf } from "../policy/network.ts";
import type { LinearGaussianController } from "../trainer-api.ts";

const { fround } = Math;

/** [n, dU] each. */
export interface MeanAndStd {
  mean: Float32Array;
  std: Float32Array;
}

/** @param observations o: [n, dO] */
export function policyInSingle(policy: GaussianPolicy, n: number, observations: Float32Array): MeanAndStd {
  const { whitening, network, scaling, deviations, covariance } = policy;
  const [dO, dU] = [policy.observation.length, scaling.offset.length];
  const [m, s] = [Float32Array.from(whitening.mean), Float32Array.from(whitening.scale)];
  const [a, b] = [Float32Array.from(scaling.offset), Float32Array.from(scaling.scale)];
  // õ = (o − m) / s,  mean = a + b ∘ network(õ)
  const whitened = observations.map((o, i) => fround(o - m[i % dO]) / s[i % dO]);
  const mean = networkInSingle(network, n, whitened).map((value, i) => fround(b[i % dU] * value) + a[i % dU]);
  // std = √diag(Σ) or exp(d(õ))
  const std =
    deviations === null
      ? mean.map((_, i) => Math.sqrt(covariance[(i % dU) * (dU + 1)]))
      : networkInSingle(deviations, n, whitened).map(Math.exp);
  return { mean, std };
}

/** [n, outputs] for inputs: [n, inputs]. */
function networkInSingle(
  { shape, parameters }: GaussianPolicy["network"],
  n: number,
  inputs: Float32Array,
): Float32Array {
  const theta = Float32Array.from(parameters);
  const layers = layersOf(shape);
  return layers.reduce((below, layer, l) => {
    const sums = new Float32Array(n * layer.outputs);
    for (let i = 0; i < sums.length; i++) {
      const [row, j] = [Math.floor(i / layer.outputs), i % layer.outputs];
      let sum = 0;
      for (let k = 0; k < layer.inputs; k++) {
        sum = fround(sum + fround(below[row * layer.inputs + k] * theta[layer.weights + k * layer.outputs + j]));
      }
      sums[i] = sum + theta[layer.biases + j];
    }
    return l < layers.length - 1 ? sums.map(activationsInSingle[shape.activation]) : sums;
  }, inputs);
}

const activationsInSingle = {
  softplus: (z: number) => Math.max(z, 0) + fround(Math.log1p(fround(Math.exp(-Math.abs(z))))),
  tanh: (z: number) => Math.tanh(z),
  relu: (z: number) => Math.max(z, 0),
};

/** @param states x: [n, dX] @param timeSteps t: [n] */
export function controllerInSingle(
  controller: LinearGaussianController,
  states: Float32Array,
  timeSteps: readonly number[],
): MeanAndStd {
  const n = timeSteps.length;
  const dX = states.length / n;
  // C has dU entries for each of k.
  const dU = controller.covariances.length / controller.offsets.length;
  const [K, k] = [Float32Array.from(controller.gains), Float32Array.from(controller.offsets)];
  const [mean, std] = [new Float32Array(n * dU), new Float32Array(n * dU)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < dU; j++) {
      const row = timeSteps[i] * dU + j;
      let sum = 0;
      for (let c = 0; c < dX; c++) sum = fround(sum + fround(K[row * dX + c] * states[i * dX + c]));
      // mean = K_t x + k_t
      mean[i * dU + j] = sum + k[row];
      std[i * dU + j] = Math.sqrt(controller.covariances[row * dU + j]);
    }
  }
  return { mean, std };
}
