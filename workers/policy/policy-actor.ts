/**
 * A policy ready to act in the control loop, u = μ(x) + L(x) ε with L Lᵀ = Σ(x). It has all the room it needs, so that a
 * step allocates nothing.
 */
import { choleskyFactors } from "../math/cholesky-factors.ts";
import type { GaussianPolicy } from "./gaussian-policy.ts";
import { networkOf } from "./network.ts";

export interface PolicyActor {
  /** u: [dU] ← μ(x) for x: [dX]. */
  mean(x: Float64Array, u: Float64Array): void;
  /**
   * u: [dU] ← u + L(x) ε with ε: [dU] at (noise, n0), for the x of the last `mean`. A covariance without a factor gives NaN,
   * which a rollout reports as diverged.
   */
  deviate(noise: Float64Array, n0: number, u: Float64Array): void;
}

export function actorOf(policy: GaussianPolicy): PolicyActor {
  const { observation, whitening, network, scaling, deviations } = policy;
  const dU = scaling.offset.length;
  const inputs = new Float64Array(observation.length);
  const scaled = networkOf(network.shape, network.parameters, 1);
  const mean = (x: Float64Array, u: Float64Array) => {
    for (let j = 0; j < inputs.length; j++) {
      inputs[j] = (x[observation[j]] - whitening.mean[j]) / whitening.scale[j];
    }
    scaled(inputs, u);
    for (let j = 0; j < dU; j++) u[j] = scaling.offset[j] + scaling.scale[j] * u[j];
  };
  return { mean, deviate: deviations === null ? constantDeviation(policy) : stateDeviation(deviations, inputs, dU) };
}

function constantDeviation({ covariance, scaling }: GaussianPolicy): PolicyActor["deviate"] {
  const dU = scaling.offset.length;
  const L = choleskyFactors(covariance, 1);
  return (noise, n0, u) => {
    for (let i = 0; i < dU; i++) for (let j = 0; j <= i; j++) u[i] += L[i * dU + j] * noise[n0 + j];
  };
}

/** L(x) = diag(exp(d(õ))), with õ in `inputs`. */
function stateDeviation(
  { shape, parameters }: NonNullable<GaussianPolicy["deviations"]>,
  inputs: Float64Array,
  dU: number,
): PolicyActor["deviate"] {
  const d = new Float64Array(dU);
  const logarithms = networkOf(shape, parameters, 1);
  return (noise, n0, u) => {
    logarithms(inputs, d);
    for (let i = 0; i < dU; i++) u[i] += Math.exp(d[i]) * noise[n0 + i];
  };
}
