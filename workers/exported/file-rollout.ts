/** The control loop with an exported file in it: the simulator waits at every step for what the file says. */
import { openRollout, type RolloutStart } from "../physics/open-rollout.ts";
import type { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import type { System } from "../systems/system.ts";
import { type FileActor, RefusedFileError } from "./file-actor.ts";

/**
 * Rolls out the file's actions.
 * @throws RefusedFileError where it has others than the robot takes
 */
export async function fileRollout(
  simulation: Simulation,
  system: System,
  file: FileActor,
  start: Omit<RolloutStart, "actor">,
): Promise<Rollout> {
  const rollout = openRollout(simulation, system, { ...start, actor: file.kind });
  for (let t = 0; rollout.isOpen(); t++) {
    const { action } = await file.outputs(1, rollout.state, [t]);
    if (action.length !== rollout.action.length) {
      throw new RefusedFileError(
        `the file says ${action.length} numbers of "action", and the robot takes ${rollout.action.length}`,
      );
    }
    rollout.action.set(action);
    rollout.step();
  }
  return rollout.result();
}
