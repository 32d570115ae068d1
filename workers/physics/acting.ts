/**
 * What acts in a rollout, ready to be asked at every step without allocating:
 *
 *   u_t = K_t x_t + k_t + L_t ε_t     a controller, for its T steps, L_t L_tᵀ = C_t
 *   u_t = μ(x_t) + L(x_t) ε_t         a policy, for any number of steps, L Lᵀ = Σ(x_t)
 */
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import { actorOf } from "../policy/policy-actor.ts";

/** u: [dU] ← the action at step t in state x: [dX]; the mean action where the noise ε: [T, dU] is null. */
export type Act = (t: number, x: Float64Array, noise: Float64Array | null, u: Float64Array) => void;

/** A controller's covariances as their Cholesky factors. */
export interface ActingController {
  /** K: [T, dU, dX]. */
  gains: Float64Array;
  /** k: [T, dU]. */
  offsets: Float64Array;
  /** L: [T, dU, dU] lower triangular. */
  factors: Float64Array;
}

export function controllerAct({ gains: K, offsets: k, factors: L }: ActingController): Act {
  return (t, x, noise, u) => {
    const dU = u.length;
    const dX = x.length;
    for (let i = 0; i < dU; i++) {
      const row = t * dU + i;
      let sum = k[row];
      for (let j = 0; j < dX; j++) sum += K[row * dX + j] * x[j];
      if (noise) for (let j = 0; j <= i; j++) sum += L[row * dU + j] * noise[t * dU + j];
      u[i] = sum;
    }
  };
}

export function policyAct(policy: GaussianPolicy): Act {
  const { mean, deviate } = actorOf(policy);
  return (t, x, noise, u) => {
    mean(x, u);
    if (noise) deviate(noise, t * u.length, u);
  };
}
