/** One rollout from a random stream: initial state x₁ ~ N(mean, diag((spread·std)²)), then the action noise, then the simulation. */
import { choleskyFactors } from "../math/cholesky-factors.ts";
import { streamFromState } from "../math/random.ts";
import { type Act, controllerAct, policyAct } from "../physics/acting.ts";
import { explorationNoise } from "../physics/exploration-noise.ts";
import { simulateRollout } from "../physics/rollout.ts";
import type { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import type { System } from "../systems/system.ts";
import type { Actor, LinearGaussianController } from "../trainer-api.ts";
import type { Draw } from "./sampler.ts";

/** Prepares once for all rollouts; of a controller C_t = L_t L_tᵀ is factored. */
export function readyToAct(actor: Actor, { steps }: System["description"]): Act {
  if (actor.kind === "policy") return policyAct(actor.policy);
  const { gains, offsets, covariances } = actor.controller;
  return controllerAct({ gains, offsets, factors: choleskyFactors(covariances, steps) });
}

export function drawRollout(simulation: Simulation, system: System, act: Act, draw: Draw): Rollout {
  const { actionDim, conditions } = system.description;
  const { steps = system.description.steps } = draw;
  const [condition] = conditions;
  const stream = streamFromState(draw.stream);
  const initialState = Float64Array.from(
    condition.mean,
    (mean, i) => mean + draw.spread * condition.std[i] * stream.normal(),
  );
  const noise = draw.smoothing === null ? null : explorationNoise(stream, steps, actionDim, draw.smoothing);
  return simulateRollout(simulation, system, act, { initialState, noise, steps });
}

/** The rollout from the mean of the task's initial states, of the mean actions or with the given noise [T, dU]. */
export function centralRollout(
  simulation: Simulation,
  system: System,
  controller: LinearGaussianController,
  noise: Float64Array | null,
): Rollout {
  const { description } = system;
  const initialState = Float64Array.from(description.conditions[0].mean);
  const act = readyToAct({ kind: "controller", controller }, description);
  return simulateRollout(simulation, system, act, { initialState, noise });
}
