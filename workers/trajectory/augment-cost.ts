/**
 * The cost of the Lagrangian of min E_p[ℓ] subject to D_KL(p‖p̂) ≤ ε, divided by η (method section 1):
 *
 *   ℓ̃ = (ℓ − η log p̂(u|x)) / (η + ω)
 *
 * where ω ≥ 0 is an optional weight of the entropy term; ω = 0 is the method as published.
 */
import { cholesky, inverseFromCholesky, logDetFromCholesky } from "../math/cholesky.ts";
import { gemmNN, gemmTN } from "../math/gemm.ts";
import { quadraticForm } from "../math/symmetric.ts";
import { copy, copyBlock } from "../math/vector.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { AugmentedCost, Dims, NotPositiveDefinite, QuadraticCost } from "./types.ts";

export type SurprisalResult = { status: "ok"; surprisal: QuadraticCost } | NotPositiveDefinite;

function allocateCost({ steps, stateDim, actionDim }: Dims): QuadraticCost {
  const D = stateDim + actionDim;
  return {
    constants: new Float64Array(steps),
    gradients: new Float64Array(steps * D),
    hessians: new Float64Array(steps * D * D),
  };
}

interface Workspace {
  /** Cholesky factor of Ĉ. */
  L: Float64Array;
  /** Ĉ⁻¹. */
  P: Float64Array;
  /** Ĉ⁻¹K̂. */
  PK: Float64Array;
  /** K̂ᵀĈ⁻¹K̂. */
  KPK: Float64Array;
  /** Ĉ⁻¹k̂. */
  Pk: Float64Array;
}

/** Writes −log p̂(u_t|x_t) into `out`; false where Ĉ_t has no Cholesky factor. */
function stepSurprisal(t: number, previous: LinearGaussianController, out: QuadraticCost, dims: Dims, w: Workspace) {
  const { stateDim: dX, actionDim: dU } = dims;
  const D = dX + dU;
  const [K, k, H, g] = [t * dU * dX, t * dU, t * D * D, t * D];
  copy(dU * dU, previous.covariances, t * dU * dU, w.L, 0);
  if (!cholesky(w.L, 0, dU)) return false;
  inverseFromCholesky(dU, w.L, 0, w.P, 0);
  gemmNN(dU, dX, dU, 1, w.P, 0, previous.gains, K, 0, w.PK, 0);
  gemmTN(dX, dX, dU, 1, previous.gains, K, w.PK, 0, 0, w.KPK, 0);
  gemmNN(dU, 1, dU, 1, w.P, 0, previous.offsets, k, 0, w.Pk, 0);
  // Hessian [[K̂ᵀĈ⁻¹K̂, −K̂ᵀĈ⁻¹], [−Ĉ⁻¹K̂, Ĉ⁻¹]]
  copyBlock(dX, dX, w.KPK, 0, dX, out.hessians, H, D);
  copyBlock(dU, dU, w.P, 0, dU, out.hessians, H + dX * D + dX, D);
  for (let i = 0; i < dU; i++) {
    for (let j = 0; j < dX; j++) {
      out.hessians[H + (dX + i) * D + j] = -w.PK[i * dX + j];
      out.hessians[H + j * D + dX + i] = -w.PK[i * dX + j];
    }
  }
  // Gradient [K̂ᵀĈ⁻¹k̂; −Ĉ⁻¹k̂]
  gemmTN(dX, 1, dU, 1, previous.gains, K, w.Pk, 0, 0, out.gradients, g);
  for (let i = 0; i < dU; i++) out.gradients[g + dX + i] = -w.Pk[i];
  // Constant ½ (k̂ᵀĈ⁻¹k̂ + log|Ĉ| + dU log 2π)
  const squared = quadraticForm(dU, w.P, 0, previous.offsets, k);
  out.constants[t] = 0.5 * (squared + logDetFromCholesky(dU, w.L, 0) + dU * Math.log(2 * Math.PI));
  return true;
}

/** −log p̂(u_t|x_t) of a controller as a quadratic of [x_t; u_t]. */
export function surprisalOf(previous: LinearGaussianController, dims: Dims): SurprisalResult {
  const { stateDim: dX, actionDim: dU } = dims;
  const surprisal = allocateCost(dims);
  const workspace: Workspace = {
    L: new Float64Array(dU * dU),
    P: new Float64Array(dU * dU),
    PK: new Float64Array(dU * dX),
    KPK: new Float64Array(dX * dX),
    Pk: new Float64Array(dU),
  };
  for (let t = 0; t < dims.steps; t++) {
    if (!stepSurprisal(t, previous, surprisal, dims, workspace)) return { status: "not-positive-definite", step: t };
  }
  return { status: "ok", surprisal };
}

/** ℓ̃ = (ℓ + η·surprisal) / (η + ω), entry by entry. */
function blend(loss: Float64Array, surprisal: Float64Array, eta: number, omega: number): Float64Array {
  return loss.map((value, i) => (value + eta * surprisal[i]) / (eta + omega));
}

/** The augmented cost ℓ̃, written out. */
export function augmentCost({ cost, surprisal, eta, entropyWeight }: AugmentedCost): QuadraticCost {
  return {
    constants: blend(cost.constants, surprisal.constants, eta, entropyWeight),
    gradients: blend(cost.gradients, surprisal.gradients, eta, entropyWeight),
    hessians: blend(cost.hessians, surprisal.hessians, eta, entropyWeight),
  };
}
