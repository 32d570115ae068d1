/** What a policy says in many states at once: its means, and its covariance in a state. States are [n, dX], row-major. */
import type { GaussianPolicy } from "./gaussian-policy.ts";
import { policyMeans } from "./network.ts";

/** õ: [n, dO] ← (x[observation] − m) / s. */
export function whitened(policy: GaussianPolicy, n: number, states: Float64Array): Float64Array {
  const { observation, whitening } = policy;
  const [dX, dO] = [states.length / n, observation.length];
  const inputs = new Float64Array(n * dO);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < dO; j++) {
      inputs[i * dO + j] = (states[i * dX + observation[j]] - whitening.mean[j]) / whitening.scale[j];
    }
  }
  return inputs;
}

/** μ(x_i): [n, dU] for states: [n, dX], in action units. */
export function policyMean(policy: GaussianPolicy, n: number, states: Float64Array): Float64Array {
  const { network, scaling } = policy;
  const dU = scaling.offset.length;
  const means = new Float64Array(n * dU);
  policyMeans(network.shape, network.parameters, n, whitened(policy, n, states), means);
  // a + b ∘ network(õ)
  for (let i = 0; i < means.length; i++) means[i] = scaling.offset[i % dU] + scaling.scale[i % dU] * means[i];
  return means;
}

/** d(õ_i): [n, dU] logarithms of standard deviations, where the policy has a network of them, else null. */
export function logDeviations(policy: GaussianPolicy, n: number, states: Float64Array): Float64Array | null {
  const { deviations, scaling } = policy;
  if (deviations === null) return null;
  const d = new Float64Array(n * scaling.offset.length);
  policyMeans(deviations.shape, deviations.parameters, n, whitened(policy, n, states), d);
  return d;
}

/** Σ(x): [dU, dU] in a state [dX], in squared action units. */
export function policyCovariance(policy: GaussianPolicy, state: Float64Array): Float64Array {
  const d = logDeviations(policy, 1, state);
  if (d === null) return policy.covariance.slice();
  const dU = d.length;
  const covariance = new Float64Array(dU * dU);
  for (let j = 0; j < dU; j++) covariance[j * dU + j] = Math.exp(2 * d[j]);
  return covariance;
}
