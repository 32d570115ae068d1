/**
 * The action covariance of a step under the appendix's policy term (method section 3), together with what it makes of K
 * and k. With ρ = λ/η, Q of the step, and ΔK = K − μ^π_x, Δk = k − μ^π_0, the two conditions
 *
 *   C Q_uu C = (1 − ρ) C + ρ M,    M = Σ^π + (ΔK x̂ + Δk)(ΔK x̂ + Δk)ᵀ + ΔK S ΔKᵀ
 *   (Q_uu + ρ C⁻¹) ΔK = −G,        G = Q_ux + Q_uu μ^π_x
 *   (Q_uu + ρ C⁻¹) Δk = −g,        g = Q_u + Q_uu μ^π_0
 *
 * become one in X = LᵀCL, where Q_uu = L Lᵀ, because ΔK = −L⁻ᵀ Y L⁻¹G and Δk = −L⁻ᵀ Y L⁻¹g with Y = X (X + ρI)⁻¹:
 *
 *   X² = (1 − ρ) X + ρ M̃,          M̃ = LᵀML = LᵀΣ^πL + Y W Y
 *   W = z zᵀ + Z S Zᵀ,             Z = L⁻¹G,  z = L⁻¹(G x̂ + g)
 *
 * Nothing here is larger than dU × dU. X and Y have M̃'s eigenvectors V, so for M̃ = V diag(m) Vᵀ the closed form
 * X = ((1−ρ)/2) I + (((1−ρ)/2)² I + ρM̃)^½ holds for each eigenvalue by itself. X and M̃ alternate to their fixed point;
 * each alternation lowers the objective.
 */
import { diagonalise } from "../math/diagonalise.ts";
import { gemmNN, gemmNT, gemmTN } from "../math/gemm.ts";
import { symmetrise } from "../math/symmetric.ts";
import { copy } from "../math/vector.ts";

export function allocateFixedPoint(dU: number) {
  return {
    dU,
    /** LᵀΣ^πL, W: [dU, dU], given. */
    spread: new Float64Array(dU * dU),
    W: new Float64Array(dU * dU),
    /** X: [dU, dU], given as the start; Y: [dU, dU]. */
    X: new Float64Array(dU * dU),
    Y: new Float64Array(dU * dU),
    /** V: [dU, dU], eigenvectors in columns; x and y: [dU], the eigenvalues of X and Y. */
    V: new Float64Array(dU * dU),
    x: new Float64Array(dU),
    y: new Float64Array(dU),
    /** M̃ in the basis V. */
    M: new Float64Array(dU * dU),
    product: new Float64Array(dU * dU),
  };
}

export type FixedPoint = ReturnType<typeof allocateFixedPoint>;

/** Change of X, relative to its largest entry, at which it is taken to stay. */
const TOLERANCE = 1e-12;
/**
 * Two to five alternations are usual. A policy that is many standard deviations away, at ρ > 1, takes hundreds; where they
 * end here, C has come closer to its fixed point, and K and k are the best for it all the same.
 */
const MAX_ALTERNATIONS = 50;

/** X and Y from `spread`, W and the start in X; how many alternations it took, or null where X is not positive definite. */
export function solveFixedPoint(rho: number, w: FixedPoint): number | null {
  start(w);
  for (let count = 1; ; count++) {
    relax(rho, w);
    mismatch(w);
    for (let i = 0; i < w.dU; i++) {
      w.x[i] = covarianceOf(w.M[i * w.dU + i], rho);
      if (!(w.x[i] > 0)) return null;
    }
    const change = compose(w.x, w.X, w);
    if (change > TOLERANCE && count < MAX_ALTERNATIONS) continue;
    relax(rho, w);
    compose(w.y, w.Y, w);
    return count;
  }
}

/** V and x from X. */
function start({ dU, X, M, V, x }: FixedPoint): void {
  copy(dU * dU, X, 0, M, 0);
  V.fill(0);
  for (let i = 0; i < dU; i++) V[i * dU + i] = 1;
  diagonalise(dU, M, 0, V, 0);
  for (let i = 0; i < dU; i++) x[i] = M[i * dU + i];
}

/** y = x / (x + ρ). */
function relax(rho: number, { dU, x, y }: FixedPoint): void {
  for (let i = 0; i < dU; i++) y[i] = x[i] / (x[i] + rho);
}

/** M̃ = LᵀΣ^πL + Y W Y with Y = V diag(y) Vᵀ; V becomes M̃'s eigenvectors, M the diagonal of its eigenvalues. */
function mismatch({ dU, spread, W, V, y, M, product }: FixedPoint): void {
  // VᵀM̃V = diag(y) VᵀWV diag(y) + VᵀLᵀΣ^πLV
  gemmTN(dU, dU, dU, 1, V, 0, W, 0, 0, product, 0);
  gemmNN(dU, dU, dU, 1, product, 0, V, 0, 0, M, 0);
  for (let i = 0; i < dU; i++) for (let j = 0; j < dU; j++) M[i * dU + j] *= y[i] * y[j];
  gemmTN(dU, dU, dU, 1, V, 0, spread, 0, 0, product, 0);
  gemmNN(dU, dU, dU, 1, product, 0, V, 0, 1, M, 0);
  symmetrise(dU, M, 0);
  diagonalise(dU, M, 0, V, 0);
}

/** x with x² = (1 − ρ)x + ρm, x > 0. */
function covarianceOf(m: number, rho: number): number {
  const a = (1 - rho) / 2;
  const root = Math.sqrt(a * a + rho * m);
  // For ρ > 1 the sum would cancel.
  return a < 0 ? (rho * m) / (root - a) : a + root;
}

/** A ← V diag(values) Vᵀ; the largest change of an entry relative to the largest entry. */
function compose(values: Float64Array, A: Float64Array, { dU, V, M, product }: FixedPoint): number {
  for (let i = 0; i < dU; i++) for (let j = 0; j < dU; j++) product[i * dU + j] = V[i * dU + j] * values[j];
  gemmNT(dU, dU, dU, 1, product, 0, V, 0, 0, M, 0);
  let [change, scale] = [0, 0];
  for (let i = 0; i < dU * dU; i++) {
    change = Math.max(change, Math.abs(M[i] - A[i]));
    scale = Math.max(scale, Math.abs(M[i]));
  }
  copy(dU * dU, M, 0, A, 0);
  return change / scale;
}
