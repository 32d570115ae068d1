/**
 * The prior that a mixture gives for one time step (method section 2). With r_ki the responsibilities for the step's
 * samples z_i, i = 1..N, and w_k = Σ_i r_ki / N,
 *
 *   μ0 = Σ_k w_k μ_k        Φ = m Σ_k w_k [Σ_k + (μ_k − μ0)(μ_k − μ0)ᵀ]
 *
 * the mean and, counted m times, the covariance of the mixture that the samples select.
 */
import { rankOneUpdate } from "../math/symmetric.ts";
import { axpy, copy } from "../math/vector.ts";
import { type MixtureFactors, responsibilities } from "./mixture-density.ts";
import type { NormalInverseWishart } from "./niw.ts";
import type { Mixture } from "./types.ts";

/** m and n0 of the normal-inverse-Wishart prior; 1 and 1 are customary, since the mixture saw far more data. */
export interface PriorStrengths {
  /** m. */
  mean: number;
  /** n0. */
  scatter: number;
}

export interface MixturePriorWorkspace {
  /** [K, N]. */
  r: Float64Array;
  /** [D]. */
  d: Float64Array;
}

export function mixturePriorWorkspace({ components, dim }: Mixture, N: number): MixturePriorWorkspace {
  return { r: new Float64Array(components * N), d: new Float64Array(dim) };
}

/** Overwrites `out`'s mean and scatter with the prior for points: [N, D]; false where the points are not finite. */
export function mixturePrior(
  mixture: Mixture,
  factors: MixtureFactors,
  points: Float64Array,
  N: number,
  out: NormalInverseWishart,
  w: MixturePriorWorkspace,
): boolean {
  const { components: K, dim: D, means, covariances } = mixture;
  if (!Number.isFinite(responsibilities(mixture, factors, points, N, w.r, w.d))) return false;
  // w_k, kept in the first entry of the component's row
  for (let k = 0; k < K; k++) {
    let sum = 0;
    for (let i = 0; i < N; i++) sum += w.r[k * N + i];
    w.r[k * N] = sum / N;
  }
  // μ0 = Σ_k w_k μ_k
  out.mean.fill(0);
  for (let k = 0; k < K; k++) axpy(D, w.r[k * N], means, k * D, out.mean, 0);
  // Φ = m Σ_k w_k [Σ_k + (μ_k − μ0)(μ_k − μ0)ᵀ]
  out.scatter.fill(0);
  for (let k = 0; k < K; k++) {
    const weight = out.meanStrength * w.r[k * N];
    axpy(D * D, weight, covariances, k * D * D, out.scatter, 0);
    copy(D, means, k * D, w.d, 0);
    axpy(D, -1, out.mean, 0, w.d, 0);
    rankOneUpdate(D, weight, w.d, 0, out.scatter, 0);
  }
  return true;
}
