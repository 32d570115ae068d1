/** The robot tasks that Guidepost knows. */
import type { TaskDescription } from "./description.ts";
import { octopus } from "./octopus/octopus.ts";
import { peg2d } from "./peg2d.ts";
import { peg3d } from "./peg3d.ts";
import { swimmer } from "./swimmer/swimmer.ts";
import type { System } from "./system.ts";
import { walker } from "./walker/walker.ts";

const systems: readonly System[] = [peg2d, peg3d, octopus, swimmer, walker];

export const taskDescriptions: readonly TaskDescription[] = systems.map((system) => system.description);

/** The system of this name; the engine has checked that it exists. */
export function systemOf(task: string): System {
  const system = systems.find(({ description }) => description.name === task);
  if (!system)
    throw new RangeError(`unknown task "${task}"; known: ${systems.map((s) => s.description.name).join(", ")}`);
  return system;
}
