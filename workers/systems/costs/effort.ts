/** Effort ½ w_u ‖u‖² (appendix B). */
import type { CostTerm } from "./cost-term.ts";

export function effort(weight: number): CostTerm {
  return {
    value({ action }) {
      let sum = 0;
      for (let i = 0; i < action.length; i++) sum += action[i] * action[i];
      return 0.5 * weight * sum;
    },
    expand({ state, action }, gradient, hessian) {
      const dim = state.length + action.length;
      for (let i = 0; i < action.length; i++) {
        const row = state.length + i;
        gradient[row] += weight * action[i];
        hessian[row * dim + row] += weight;
      }
    },
  };
}
