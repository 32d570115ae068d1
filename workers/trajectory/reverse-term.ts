/**
 * The policy term in the reverse direction, λ_t D_KL(p(u_t|x_t)‖π(u_t|x_t)) = −λ_t E_p[log π] − λ_t H(p(u_t|x_t)). It
 * merges into section 1: with ρ_t = λ_t / (η + ω),
 *
 *   ℓ̃ = (ℓ − λ log π − η log p̂) / (η + ω),      E_p[ℓ̃(τ)] − Σ_t (1 + ρ_t) H(p(u_t|x_t))
 *
 * is least at the same K and k as with an entropy of weight 1, and at C = (1 + ρ_t) Q_uu⁻¹.
 */
import type { LinearGaussianController } from "../trainer-api.ts";
import type { Dims, PolicyTerm, QuadraticCost } from "./types.ts";

/** ℓ − λ log π, whatever η is. */
export function addPolicySurprisal(
  cost: QuadraticCost,
  surprisal: QuadraticCost,
  { weights }: PolicyTerm,
  dims: Dims,
): QuadraticCost {
  const add = (values: Float64Array, more: Float64Array) => {
    const size = values.length / dims.steps;
    return values.map((value, i) => value + weights[Math.floor(i / size)] * more[i]);
  };
  return {
    constants: add(cost.constants, surprisal.constants),
    gradients: add(cost.gradients, surprisal.gradients),
    hessians: add(cost.hessians, surprisal.hessians),
  };
}

/** C = (1 + ρ_t) Q_uu⁻¹ of a controller with C = Q_uu⁻¹, where `scale` is η + ω. */
export function withPolicyEntropy(
  controller: LinearGaussianController,
  { weights }: PolicyTerm,
  scale: number,
): LinearGaussianController {
  const size = controller.covariances.length / weights.length;
  const covariances = controller.covariances.map((c, i) => c * (1 + weights[Math.floor(i / size)] / scale));
  return { ...controller, covariances };
}
