/** Deviation of one state from a target, ½ w (x_i − x*)² (appendix B: forward speed, height of the root). */
import type { CostTerm } from "./cost-term.ts";

/**
 * @param weight w
 * @param index i, into the state
 * @param target x*, in the state's unit
 */
export function tracking(weight: number, index: number, target: number): CostTerm {
  return {
    value: ({ state }) => 0.5 * weight * (state[index] - target) ** 2,
    expand({ state, action }, gradient, hessian) {
      const dim = state.length + action.length;
      gradient[index] += weight * (state[index] - target);
      hessian[index * dim + index] += weight;
    },
  };
}
