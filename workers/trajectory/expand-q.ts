/** The expansion of a step's Q function, which every backward pass begins a step with (method section 1). */
import { gemmNN, gemmTN } from "../math/gemm.ts";
import { allFinite, copy } from "../math/vector.ts";
import type { Dims, LinearDynamics, QuadraticCost } from "./types.ts";

/** The next step's V in, this step's Q out; overwritten from step to step. */
export function allocateExpansion({ stateDim: dX, actionDim: dU }: Dims) {
  const D = dX + dU;
  return {
    Vxx: new Float64Array(dX * dX),
    Vx: new Float64Array(dX),
    VxxF: new Float64Array(dX * D),
    v: new Float64Array(dX),
    Qxuxu: new Float64Array(D * D),
    Qxu: new Float64Array(D),
  };
}

export type Expansion = ReturnType<typeof allocateExpansion>;

/** Q_xuxu: [D, D] and Q_xu: [D] of step t from the next step's V; false where they are not finite. */
export function expandQ(t: number, cost: QuadraticCost, dynamics: LinearDynamics, dims: Dims, w: Expansion): boolean {
  const dX = dims.stateDim;
  const D = dX + dims.actionDim;
  const f = t * dX * D;
  // Q_xuxu = ℓ̃_xuxu + f_xuᵀ V_xx⁺ f_xu
  copy(D * D, cost.hessians, t * D * D, w.Qxuxu, 0);
  gemmNN(dX, D, dX, 1, w.Vxx, 0, dynamics.matrices, f, 0, w.VxxF, 0);
  gemmTN(D, D, dX, 1, dynamics.matrices, f, w.VxxF, 0, 1, w.Qxuxu, 0);
  // Q_xu = ℓ̃_xu + f_xuᵀ (V_x⁺ + V_xx⁺ f_c)
  copy(D, cost.gradients, t * D, w.Qxu, 0);
  copy(dX, w.Vx, 0, w.v, 0);
  gemmNN(dX, 1, dX, 1, w.Vxx, 0, dynamics.offsets, t * dX, 1, w.v, 0);
  gemmTN(D, 1, dX, 1, dynamics.matrices, f, w.v, 0, 1, w.Qxu, 0);
  return allFinite(D * D, w.Qxuxu, 0) && allFinite(D, w.Qxu, 0);
}

/** Whether V is finite. */
export function valueIsFinite({ Vxx, Vx }: Expansion): boolean {
  return allFinite(Vxx.length, Vxx, 0) && allFinite(Vx.length, Vx, 0);
}
