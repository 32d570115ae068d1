/** What was exported, as this project evaluates it in double precision: what an exported file is compared with. */
import type { RandomStream } from "../math/random.ts";
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

/** One rounding of a float: half the distance from 1 to the next one. */
const UNIT_ROUNDOFF = 2 ** -24;

/**
 * The same with every entry of the state moved by one rounding of a float, up or down at random, and of the action by
 * `error` of itself where that is more: what the arithmetic of a file makes of all its roundings.
 */
export function roundedMean(mean: NativeMean, { uniform }: RandomStream, error: number): NativeMean {
  const movedBy = (part: number) => (value: number) => value * (1 + (uniform() < 0.5 ? -part : part));
  const [seen, done] = [movedBy(UNIT_ROUNDOFF), movedBy(Math.max(UNIT_ROUNDOFF, error))];
  return (t, x, u) => {
    mean(t, x.map(seen), u);
    for (let i = 0; i < u.length; i++) u[i] = done(u[i]);
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
