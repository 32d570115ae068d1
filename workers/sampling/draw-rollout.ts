/** One rollout from a random stream: initial state x₁ ~ N(mean, diag((spread·std)²)), then the action noise, then the simulation. */
import { choleskyFactors } from "../math/cholesky-factors.ts";
import { streamFromState } from "../math/random.ts";
import { explorationNoise } from "../physics/exploration-noise.ts";
import { type ActingController, simulateRollout } from "../physics/rollout.ts";
import type { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import type { System } from "../systems/system.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { Draw } from "./sampler.ts";

/** Factors C_t = L_t L_tᵀ once for all rollouts of a controller. */
export function readyToAct(controller: LinearGaussianController, steps: number): ActingController {
  return {
    gains: controller.gains,
    offsets: controller.offsets,
    factors: choleskyFactors(controller.covariances, steps),
  };
}

export function drawRollout(simulation: Simulation, system: System, controller: ActingController, draw: Draw): Rollout {
  const { steps, actionDim, conditions } = system.description;
  const [condition] = conditions;
  const stream = streamFromState(draw.stream);
  const initialState = Float64Array.from(
    condition.mean,
    (mean, i) => mean + draw.spread * condition.std[i] * stream.normal(),
  );
  const noise = draw.smoothing === null ? null : explorationNoise(stream, steps, actionDim, draw.smoothing);
  return simulateRollout(simulation, system, controller, { initialState, noise });
}

/** The rollout from the mean of the task's initial states, of the mean actions or with the given noise [T, dU]. */
export function centralRollout(
  simulation: Simulation,
  system: System,
  controller: LinearGaussianController,
  noise: Float64Array | null,
): Rollout {
  const { steps, conditions } = system.description;
  const initialState = Float64Array.from(conditions[0].mean);
  return simulateRollout(simulation, system, readyToAct(controller, steps), { initialState, noise });
}
