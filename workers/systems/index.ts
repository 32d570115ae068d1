/** The robot tasks that Guidepost knows. */
import type { TaskDescription } from "./description.ts";
import { peg2d } from "./peg2d.ts";
import type { System } from "./system.ts";

const systems: readonly System[] = [peg2d];

export const taskDescriptions: readonly TaskDescription[] = systems.map((system) => system.description);

/** The system of this name; the engine has checked that it exists. */
export function systemOf(task: string): System {
  const system = systems.find(({ description }) => description.name === task);
  if (!system)
    throw new RangeError(`unknown task "${task}"; known: ${systems.map((s) => s.description.name).join(", ")}`);
  return system;
}
