/**
 * Normal-inverse-Wishart estimate of a Gaussian and its conditional (method section 2).
 *
 *   Σ = (Φ + N Σ̂ + (N m/(N+m)) (μ̂−μ0)(μ̂−μ0)ᵀ) / (N + n0)      μ = (m μ0 + N μ̂)/(m + N)
 *
 * Conditioning N(μ, Σ) of z = [a; b] on a gives p(b|a) = N(A a + c, R):
 *
 *   A = Σ_ba (Σ_aa + ridge·I)⁻¹      c = μ_b − A μ_a      R = Σ_bb − A Σ_ab − Σ_ba Aᵀ + A Σ_aa Aᵀ
 *
 * The long form of R is the residual of any A, so that the ridge cannot make it indefinite.
 */
import { cholesky, solveCholesky } from "../math/cholesky.ts";
import { weightedMean, weightedScatter } from "../math/gaussian.ts";
import { gemmNN } from "../math/gemm.ts";
import { addDiagonal, rankOneUpdate, symmetrise } from "../math/symmetric.ts";
import { axpy, copy, copyBlock } from "../math/vector.ts";

export interface NormalInverseWishart {
  /** μ0: [D]. */
  mean: Float64Array;
  /** Φ: [D, D]. */
  scatter: Float64Array;
  /** m: how many points the prior mean counts for. */
  meanStrength: number;
  /** n0: how many points the prior scatter counts for in the divisor. */
  scatterStrength: number;
}

/** A Gaussian over D variables. */
export interface Gaussian {
  /** [D]. */
  mean: Float64Array;
  /** [D, D]. */
  covariance: Float64Array;
}

/** Overwrites `out` with the MAP estimate from points: [N, D]; without a prior (null), with their own moments. */
export function mapEstimate(
  points: Float64Array,
  N: number,
  prior: NormalInverseWishart | null,
  out: Gaussian,
  scratch: { ones: Float64Array; d: Float64Array },
): void {
  const D = out.mean.length;
  // μ̂ and N Σ̂
  weightedMean(N, D, points, scratch.ones, 0, out.mean, 0);
  weightedScatter(N, D, points, scratch.ones, 0, out.mean, 0, scratch.d, out.covariance, 0);
  let divisor = N;
  if (prior !== null) {
    const { mean: mu0, scatter: Phi, meanStrength: m, scatterStrength: n0 } = prior;
    // Φ + N Σ̂ + (N m/(N+m)) (μ̂−μ0)(μ̂−μ0)ᵀ
    copy(D, out.mean, 0, scratch.d, 0);
    axpy(D, -1, mu0, 0, scratch.d, 0);
    axpy(D * D, 1, Phi, 0, out.covariance, 0);
    rankOneUpdate(D, (N * m) / (N + m), scratch.d, 0, out.covariance, 0);
    divisor = N + n0;
    // μ = (m μ0 + N μ̂)/(m + N) = μ̂ − m/(m + N) (μ̂ − μ0)
    axpy(D, -m / (m + N), scratch.d, 0, out.mean, 0);
  }
  for (let i = 0; i < D * D; i++) out.covariance[i] /= divisor;
}

/** Where a conditional p(b|a) is written: A [dB, dA] at `a0`, c [dB] at `c0`, R [dB, dB] at `r0`. */
export interface ConditionalTarget {
  matrices: Float64Array;
  a0: number;
  offsets: Float64Array;
  c0: number;
  covariances: Float64Array;
  r0: number;
}

/** Blocks of a joint covariance; allocated once, overwritten by every conditioning. */
export interface ConditioningWorkspace {
  dA: number;
  dB: number;
  L: Float64Array;
  Saa: Float64Array;
  Sab: Float64Array;
  /** (Σ_aa + ridge·I)⁻¹ Σ_ab = Aᵀ: [dA, dB]. */
  At: Float64Array;
  /** A Σ_aa − 2 Σ_ba: [dB, dA]. */
  residual: Float64Array;
}

export function conditioningWorkspace(dA: number, dB: number): ConditioningWorkspace {
  return {
    dA,
    dB,
    L: new Float64Array(dA * dA),
    Saa: new Float64Array(dA * dA),
    Sab: new Float64Array(dA * dB),
    At: new Float64Array(dA * dB),
    residual: new Float64Array(dB * dA),
  };
}

/**
 * Conditions a Gaussian over [a; b] on a. `ridge` is added to the diagonal of Σ_aa before it is factored, `floor` to that
 * of R. False where Σ_aa + ridge·I is not positive definite.
 */
export function conditionGaussian(
  joint: Gaussian,
  ridge: number,
  floor: number,
  out: ConditionalTarget,
  w: ConditioningWorkspace,
): boolean {
  const { dA, dB } = w;
  const D = dA + dB;
  copyBlock(dA, dA, joint.covariance, 0, D, w.Saa, 0, dA);
  copyBlock(dA, dB, joint.covariance, dA, D, w.Sab, 0, dB);
  copy(dA * dA, w.Saa, 0, w.L, 0);
  addDiagonal(dA, ridge, w.L, 0);
  if (!cholesky(w.L, 0, dA)) return false;
  // Aᵀ = (Σ_aa + ridge·I)⁻¹ Σ_ab
  copy(dA * dB, w.Sab, 0, w.At, 0);
  solveCholesky(dA, dB, w.L, 0, w.At, 0);
  for (let i = 0; i < dB; i++) for (let j = 0; j < dA; j++) out.matrices[out.a0 + i * dA + j] = w.At[j * dB + i];
  // c = μ_b − A μ_a
  copy(dB, joint.mean, dA, out.offsets, out.c0);
  gemmNN(dB, 1, dA, -1, out.matrices, out.a0, joint.mean, 0, 1, out.offsets, out.c0);
  // R = Σ_bb + (A Σ_aa − 2 Σ_ba) Aᵀ, symmetrised
  gemmNN(dB, dA, dA, 1, out.matrices, out.a0, w.Saa, 0, 0, w.residual, 0);
  for (let i = 0; i < dB; i++) for (let j = 0; j < dA; j++) w.residual[i * dA + j] -= 2 * w.Sab[j * dB + i];
  copyBlock(dB, dB, joint.covariance, dA * D + dA, D, out.covariances, out.r0, dB);
  gemmNN(dB, dB, dA, 1, w.residual, 0, w.At, 0, 1, out.covariances, out.r0);
  symmetrise(dB, out.covariances, out.r0);
  addDiagonal(dB, floor, out.covariances, out.r0);
  return true;
}
