/**
 * Second-order expansion of a task's cost along sampled rollouts, in absolute coordinates y = [x; u]:
 *
 *   ℓ_t(y) ≈ c_t + yᵀ g_t + ½ yᵀ H_t y
 *
 * the mean over the samples i of the expansions around y_{t,i} (distances by Gauss–Newton), all of one condition. With one
 * rollout it is the expansion around that rollout.
 */
import type { StatesAndActions } from "../rollout.ts";
import type { CostPoint } from "../systems/costs/cost-term.ts";
import type { Condition } from "../systems/description.ts";
import type { System } from "../systems/system.ts";
import type { QuadraticCost } from "../trajectory/types.ts";
import { arrange } from "./arrange.ts";
import type { Simulation } from "./simulation.ts";

export function expandCost(
  simulation: Simulation,
  system: System,
  condition: Condition,
  samples: readonly StatesAndActions[],
): QuadraticCost {
  const { steps, stateDim: dX, actionDim: dU } = system.description;
  const D = dX + dU;
  const cost = {
    constants: new Float64Array(steps),
    gradients: new Float64Array(steps * D),
    hessians: new Float64Array(steps * D * D),
  };
  const y = new Float64Array(D);
  const gradient = new Float64Array(D);
  const hessian = new Float64Array(D * D);
  const point: CostPoint = {
    state: y.subarray(0, dX),
    action: y.subarray(dX),
    tip: new Float64Array(3),
    goal: arrange(simulation, system.description, condition),
    tipJacobian: new Float64Array(3 * simulation.nv),
  };
  const tipSites = system.description.sites.tip.map((name) => simulation.site(name));
  const jacobian = new Float64Array(3 * simulation.nv);
  const weight = 1 / samples.length;
  for (const { states, actions } of samples) {
    for (let t = 0; t < steps; t++) {
      for (let i = 0; i < dX; i++) y[i] = states[t * dX + i];
      for (let i = 0; i < dU; i++) y[dX + i] = actions[t * dU + i];
      locateTip(simulation, tipSites, point, jacobian);
      let value = 0;
      gradient.fill(0);
      hessian.fill(0);
      for (const term of system.costTerms) {
        value += term.value(point);
        term.expand(point, gradient, hessian);
      }
      addAbsolute(cost, t, y, value, gradient, hessian, weight);
    }
  }
  return cost;
}

/** Positions are all that the tip depends on. */
function locateTip(
  simulation: Simulation,
  sites: readonly number[],
  { state, tip, tipJacobian }: CostPoint,
  jacobian: Float64Array,
): void {
  const { positions } = simulation.views();
  for (let i = 0; i < positions.length; i++) positions[i] = state[i];
  simulation.updateKinematics();
  simulation.readMiddle(sites, tip);
  // The middle's Jacobian is the mean of the sites'.
  tipJacobian.fill(0);
  for (const site of sites) {
    simulation.readSiteJacobian(site, jacobian);
    for (let i = 0; i < jacobian.length; i++) tipJacobian[i] += jacobian[i] / sites.length;
  }
}

/**
 * Adds weight × (ℓ + gᵀ(y−ȳ) + ½ (y−ȳ)ᵀ H (y−ȳ)) to step t:
 *
 *   c += ℓ − gᵀȳ + ½ ȳᵀHȳ        g += g − Hȳ        H += H
 */
function addAbsolute(
  cost: QuadraticCost,
  t: number,
  y: Float64Array,
  value: number,
  gradient: Float64Array,
  hessian: Float64Array,
  weight: number,
): void {
  const { gradients, hessians } = cost;
  const D = y.length;
  let constant = value;
  for (let i = 0; i < D; i++) {
    const row = (t * D + i) * D;
    let Hy = 0;
    for (let j = 0; j < D; j++) {
      const h = hessian[i * D + j];
      Hy += h * y[j];
      hessians[row + j] += weight * h;
    }
    gradients[t * D + i] += weight * (gradient[i] - Hy);
    constant += (0.5 * Hy - gradient[i]) * y[i];
  }
  cost.constants[t] += weight * constant;
}
