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
 * @param softness α [m²]
 */
export function distance(weight: number, softness: number): CostTerm {
  const z = new Float64Array(3);
  /** z = p − p*; returns ‖z‖². */
  const squaredDistance = ({ tip, goal }: CostPoint): number => {
    for (let i = 0; i < 3; i++) z[i] = tip[i] - goal[i];
    return z[0] * z[0] + z[1] * z[1] + z[2] * z[2];
  };
  return {
    value(point) {
      const squared = squaredDistance(point);
      return weight * (0.5 * squared + Math.sqrt(softness + squared));
    },
    expand(point, gradient, hessian) {
      const { state, action, tipJacobian: J } = point;
      const dim = state.length + action.length;
      const nq = state.length / 2;
      const s = Math.sqrt(softness + squaredDistance(point));
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
