/** Rolls out what acts in the simulator; actions are clamped to their limits. */
import type { Rollout } from "../rollout.ts";
import type { System } from "../systems/system.ts";
import type { Act } from "./acting.ts";
import { openRollout, type RolloutStart } from "./open-rollout.ts";
import type { Simulation } from "./simulation.ts";

export interface RolloutRequest extends RolloutStart {
  /** ε: [T, dU], or null for a rollout of the mean action. */
  noise: Float64Array | null;
}

/** Simulates one rollout. A simulation that diverges is a result with status `diverged`; nothing is thrown. */
export function simulateRollout(
  simulation: Simulation,
  system: System,
  act: Act,
  { noise, ...start }: RolloutRequest,
): Rollout {
  const rollout = openRollout(simulation, system, start);
  const { state, action } = rollout;
  for (let t = 0; rollout.isOpen(); t++) {
    act(t, state, noise, action);
    rollout.step();
  }
  return rollout.result();
}
