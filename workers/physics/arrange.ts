/** Puts a condition's bodies in their places, and finds where the goal of the task then is. */
import type { Condition, TaskDescription } from "../systems/description.ts";
import type { Simulation } from "./simulation.ts";

/** @returns p*: [3] world position of the task's target site [m], which does not move; NaN for a task without one */
export function arrange(
  simulation: Simulation,
  { sites }: Pick<TaskDescription, "sites">,
  { shifts }: Pick<Condition, "shifts">,
): Float64Array {
  simulation.placeBodies(shifts);
  const goal = new Float64Array(3).fill(Number.NaN);
  if (sites.target === null) return goal;
  simulation.updateKinematics();
  simulation.readSite(simulation.site(sites.target), goal);
  return goal;
}
