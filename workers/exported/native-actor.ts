/** What was exported, as this project evaluates it in double precision: what an exported file is compared with. */
import { openRollout, type RolloutStart } from "../physics/open-rollout.ts";
import type { Simulation } from "../physics/simulation.ts";
import { actorOf } from "../policy/policy-actor.ts";
import type { Rollout } from "../rollout.ts";
import type { System } from "../systems/system.ts";
import type { Actor, LinearGaussianController } from "../trainer-api.ts";

/** u: [dU] ← the mean action at step t in state x: [dX], before limits. */
export type NativeMean = (t: number, x: Float64Array, u: Float64Array) => void;

export function nativeMean(actor: Actor): NativeMean {
  if (actor.kind === "controller") return controllerMean(actor.controller);
  const { mean } = actorOf(actor.policy);
  return (_, x, u) => mean(x, u);
}

/** u = K_t x + k_t. */
function controllerMean({ gains: K, offsets: k }: LinearGaussianController): NativeMean {
  return (t, x, u) => {
    for (let i = 0; i < u.length; i++) {
      const row = t * u.length + i;
      u[i] = k[row];
      for (let j = 0; j < x.length; j++) u[i] += K[row * x.length + j] * x[j];
    }
  };
}

/** The same with states and actions rounded to floats. */
export function roundedMean(mean: NativeMean): NativeMean {
  return (t, x, u) => {
    mean(t, x.map(Math.fround), u);
    for (let i = 0; i < u.length; i++) u[i] = Math.fround(u[i]);
  };
}

/** The rollout of mean actions. */
export function nativeRollout(simulation: Simulation, system: System, mean: NativeMean, start: RolloutStart): Rollout {
  const rollout = openRollout(simulation, system, start);
  for (let t = 0; rollout.isOpen(); t++) {
    mean(t, rollout.state, rollout.action);
    rollout.step();
  }
  return rollout.result();
}
