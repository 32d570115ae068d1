/**
 * The policy (method section 4), a conditional Gaussian over actions given what it sees of the state:
 *
 *   π_θ(u|x) = N(μ(x), Σ(x)),   o = x[observation],   õ = (o − m) / s,   μ(x) = a + b ∘ network(õ)
 *
 * Σ is the same in every state, or, where the policy has a network of deviations, diag(exp(2 d(õ))).
 */
import type { NetworkShape } from "./network.ts";

/** Plain data: a policy can be stored, sent to a worker and exported as it is. */
export interface GaussianPolicy {
  /** Indices of the state's entries that the policy sees; dO of them. */
  observation: number[];
  /** m and s: [dO], in the units of what is seen; s > 0. */
  whitening: { mean: Float64Array; scale: Float64Array };
  /** From whitened observations [dO] to scaled actions [dU]. */
  network: { shape: NetworkShape; parameters: Float64Array };
  /** a and b: [dU], in action units; b > 0. */
  scaling: { offset: Float64Array; scale: Float64Array };
  /** Σ: [dU, dU], where it does not depend on the state. */
  covariance: Float64Array;
  /** d: from whitened observations [dO] to logarithms of standard deviations [dU]; null where Σ is constant. */
  deviations: { shape: NetworkShape; parameters: Float64Array } | null;
}
