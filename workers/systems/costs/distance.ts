/**
 * Distance of the end effector p to its goal p* (appendix B):
 *
 *   w_p ℓ12(p − p*),   ℓ12(z) = ½‖z‖² + √(α + ‖z‖²)
 *
 * the sum of a squared and a soft absolute norm. With s = √(α + ‖z‖²):
 *
 *   ∂ℓ12/∂z = z + z/s        ∂²ℓ12/∂z² = (1 + 1/s) I − z zᵀ/s³     (positive definite)
 *
 * and by the chain rule ∂/∂q = Jᵀ ∂/∂z, Gauss–Newton Hessian Jᵀ (∂²ℓ12/∂z²) J.
 */
import type { CostPoint, CostTerm } from "./cost-term.ts";

/**
 * @param weight w_p
 * @param goal p*: [3] [m]
 * @param softness α [m²]
 */
export function distance(weight: number, goal: readonly [number, number, number], softness: number): CostTerm {
  const z = new Float64Array(3);
  const soften = ({ tip }: CostPoint): number => {
    for (let i = 0; i < 3; i++) z[i] = tip[i] - goal[i];
    return Math.sqrt(softness + dot3(z, z));
  };
  return {
    value(point) {
      const s = soften(point);
      return weight * (0.5 * dot3(z, z) + s);
    },
    expand(point, gradient, hessian) {
      const { state, action, tipJacobian: J } = point;
      const dim = state.length + action.length;
      const nq = state.length / 2;
      const s = soften(point);
      const isotropic = 1 + 1 / s;
      const radial = 1 / s ** 3;
      for (let i = 0; i < nq; i++) {
        const Ji_z = J[i] * z[0] + J[nq + i] * z[1] + J[2 * nq + i] * z[2];
        gradient[i] += weight * isotropic * Ji_z;
        for (let j = 0; j < nq; j++) {
          const Jj_z = J[j] * z[0] + J[nq + j] * z[1] + J[2 * nq + j] * z[2];
          const Ji_Jj = J[i] * J[j] + J[nq + i] * J[nq + j] + J[2 * nq + i] * J[2 * nq + j];
          hessian[i * dim + j] += weight * (isotropic * Ji_Jj - radial * Ji_z * Jj_z);
        }
      }
    },
  };
}

function dot3(a: Float64Array, b: Float64Array): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
