/**
 * D_KL(p‖p̂) between the trajectory distributions of two linear-Gaussian controllers under the same dynamics
 * (method section 1): the dynamics cancel, and what remains is the expected divergence of the controllers,
 *
 *   KL_t = ½ [ log|Ĉ| − log|C| − dU + tr(Ĉ⁻¹C) + dᵀĈ⁻¹d + tr(ΔKᵀĈ⁻¹ΔK S_t) ],
 *   ΔK = K̂ − K,  d = ΔK x̂_t + k̂ − k.
 */
import { cholesky, logDetFromCholesky, solveLower } from "../math/cholesky.ts";
import { gemmNN } from "../math/gemm.ts";
import { quadraticForm } from "../math/symmetric.ts";
import { axpy, copy, copyBlock, dot } from "../math/vector.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { Dims, Marginals, NotFinite, NotPositiveDefinite } from "./types.ts";

export interface KlDivergence {
  status: "ok";
  /** [nat]. */
  total: number;
  /** [T], nat. */
  perStep: Float64Array;
}

export type KlDivergenceResult = KlDivergence | NotPositiveDefinite | NotFinite;

interface Workspace {
  Lhat: Float64Array;
  L: Float64Array;
  dK: Float64Array;
  d: Float64Array;
  S: Float64Array;
}

/** KL_t [nat], or null where C or Ĉ has no Cholesky factor. */
function stepDivergence(
  t: number,
  controller: LinearGaussianController,
  previous: LinearGaussianController,
  marginals: Marginals,
  dims: Dims,
  w: Workspace,
): number | null {
  const { stateDim: dX, actionDim: dU } = dims;
  const D = dX + dU;
  copy(dU * dU, previous.covariances, t * dU * dU, w.Lhat, 0);
  copy(dU * dU, controller.covariances, t * dU * dU, w.L, 0);
  // Ĉ = L̂ L̂ᵀ, C = L Lᵀ
  if (!cholesky(w.Lhat, 0, dU) || !cholesky(w.L, 0, dU)) return null;
  let sum = logDetFromCholesky(dU, w.Lhat, 0) - logDetFromCholesky(dU, w.L, 0) - dU;
  // tr(Ĉ⁻¹C) = ‖L̂⁻¹L‖²
  solveLower(dU, dU, w.Lhat, 0, w.L, 0);
  sum += dot(dU * dU, w.L, 0, w.L, 0);
  // ΔK = K̂ − K,  d = ΔK x̂ + k̂ − k
  copy(dU * dX, previous.gains, t * dU * dX, w.dK, 0);
  axpy(dU * dX, -1, controller.gains, t * dU * dX, w.dK, 0);
  copy(dU, previous.offsets, t * dU, w.d, 0);
  axpy(dU, -1, controller.offsets, t * dU, w.d, 0);
  gemmNN(dU, 1, dX, 1, w.dK, 0, marginals.means, t * D, 1, w.d, 0);
  // dᵀĈ⁻¹d = ‖L̂⁻¹d‖²
  solveLower(dU, 1, w.Lhat, 0, w.d, 0);
  sum += dot(dU, w.d, 0, w.d, 0);
  // tr(ΔKᵀĈ⁻¹ΔK S) = Σ_i w_i S w_iᵀ over the rows w_i of L̂⁻¹ΔK
  solveLower(dU, dX, w.Lhat, 0, w.dK, 0);
  copyBlock(dX, dX, marginals.covariances, t * D * D, D, w.S, 0, dX);
  for (let i = 0; i < dU; i++) sum += quadraticForm(dX, w.S, 0, w.dK, i * dX);
  return 0.5 * sum;
}

/** KL of `controller` from `previous`, whose expectation is taken under `controller`'s marginals. */
export function klDivergence(
  controller: LinearGaussianController,
  previous: LinearGaussianController,
  marginals: Marginals,
  dims: Dims,
): KlDivergenceResult {
  const { steps, stateDim: dX, actionDim: dU } = dims;
  const workspace: Workspace = {
    Lhat: new Float64Array(dU * dU),
    L: new Float64Array(dU * dU),
    dK: new Float64Array(dU * dX),
    d: new Float64Array(dU),
    S: new Float64Array(dX * dX),
  };
  const perStep = new Float64Array(steps);
  let total = 0;
  for (let t = 0; t < steps; t++) {
    const divergence = stepDivergence(t, controller, previous, marginals, dims, workspace);
    if (divergence === null) return { status: "not-positive-definite", step: t };
    if (!Number.isFinite(divergence)) return { status: "not-finite", step: t };
    perStep[t] = divergence;
    total += divergence;
  }
  return { status: "ok", total, perStep };
}
