/**
 * The trajectory distribution of a linear-Gaussian controller under linear-Gaussian dynamics (method section 1).
 *
 *   û = K x̂ + k          Σ = [[S, S Kᵀ], [K S, K S Kᵀ + C]]
 *   x̂⁺ = f_xu ŷ + f_c     S⁺ = f_xu Σ f_xuᵀ + F
 */
import { gemmNN, gemmNT } from "../math/gemm.ts";
import { symmetrise } from "../math/symmetric.ts";
import { allFinite, copy, copyBlock } from "../math/vector.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { Dims, GaussianState, LinearDynamics, Marginals, NotFinite } from "./types.ts";

export type ForwardPassResult = { status: "ok"; marginals: Marginals } | NotFinite;

interface Workspace {
  x: Float64Array;
  S: Float64Array;
  KS: Float64Array;
  Cu: Float64Array;
  FSigma: Float64Array;
}

function allocateWorkspace({ stateDim: dX, actionDim: dU }: Dims): Workspace {
  return {
    x: new Float64Array(dX),
    S: new Float64Array(dX * dX),
    KS: new Float64Array(dU * dX),
    Cu: new Float64Array(dU * dU),
    FSigma: new Float64Array(dX * (dX + dU)),
  };
}

/** Writes ŷ_t and Σ_t from the workspace's x̂_t and S_t. */
function extendToActions(t: number, policy: LinearGaussianController, out: Marginals, dims: Dims, w: Workspace): void {
  const { stateDim: dX, actionDim: dU } = dims;
  const D = dX + dU;
  const [K, y, Sigma] = [t * dU * dX, t * D, t * D * D];
  // û = K x̂ + k
  copy(dX, w.x, 0, out.means, y);
  copy(dU, policy.offsets, t * dU, out.means, y + dX);
  gemmNN(dU, 1, dX, 1, policy.gains, K, w.x, 0, 1, out.means, y + dX);
  // K S and K S Kᵀ + C
  gemmNN(dU, dX, dX, 1, policy.gains, K, w.S, 0, 0, w.KS, 0);
  copy(dU * dU, policy.covariances, t * dU * dU, w.Cu, 0);
  gemmNT(dU, dU, dX, 1, w.KS, 0, policy.gains, K, 1, w.Cu, 0);
  // Σ = [[S, S Kᵀ], [K S, K S Kᵀ + C]]
  copyBlock(dX, dX, w.S, 0, dX, out.covariances, Sigma, D);
  copyBlock(dU, dX, w.KS, 0, dX, out.covariances, Sigma + dX * D, D);
  copyBlock(dU, dU, w.Cu, 0, dU, out.covariances, Sigma + dX * D + dX, D);
  for (let i = 0; i < dX; i++) {
    for (let j = 0; j < dU; j++) out.covariances[Sigma + i * D + dX + j] = w.KS[j * dX + i];
  }
}

/** The workspace's x̂ and S become those of step t + 1. */
function advance(t: number, dynamics: LinearDynamics, marginals: Marginals, dims: Dims, w: Workspace): void {
  const dX = dims.stateDim;
  const D = dX + dims.actionDim;
  const f = t * dX * D;
  // x̂⁺ = f_xu ŷ + f_c
  copy(dX, dynamics.offsets, t * dX, w.x, 0);
  gemmNN(dX, 1, D, 1, dynamics.matrices, f, marginals.means, t * D, 1, w.x, 0);
  // S⁺ = f_xu Σ f_xuᵀ + F
  copy(dX * dX, dynamics.covariances, t * dX * dX, w.S, 0);
  gemmNN(dX, D, D, 1, dynamics.matrices, f, marginals.covariances, t * D * D, 0, w.FSigma, 0);
  gemmNT(dX, dX, D, 1, w.FSigma, 0, dynamics.matrices, f, 1, w.S, 0);
  symmetrise(dX, w.S, 0);
}

/** Marginals of [x_t; u_t] for all steps; `not-finite` where an unstable fit makes them overflow. */
export function forwardPass(
  controller: LinearGaussianController,
  dynamics: LinearDynamics,
  initial: GaussianState,
  dims: Dims,
): ForwardPassResult {
  const D = dims.stateDim + dims.actionDim;
  const marginals: Marginals = {
    means: new Float64Array(dims.steps * D),
    covariances: new Float64Array(dims.steps * D * D),
  };
  const w = allocateWorkspace(dims);
  w.x.set(initial.mean);
  w.S.set(initial.covariance);
  for (let t = 0; t < dims.steps; t++) {
    extendToActions(t, controller, marginals, dims, w);
    if (!allFinite(D, marginals.means, t * D) || !allFinite(D * D, marginals.covariances, t * D * D)) {
      return { status: "not-finite", step: t };
    }
    if (t + 1 < dims.steps) advance(t, dynamics, marginals, dims, w);
  }
  return { status: "ok", marginals };
}
