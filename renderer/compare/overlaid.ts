/** Two rollouts in one scene: the first one solid, the second one translucent in the second colour, with their ways. */
import type { Content } from "../scene/babylon/drawing.ts";

/** null where they are of different robots, which one scene does not have. */
export function overlaid(first: Content, second: Content): Content | null {
  if (first.subject !== second.subject) return null;
  return {
    ...first,
    ghosts: [],
    shifts: { solid: first.shifts.solid, ghosts: [] },
    network: { tracks: [second.solid], shifts: [second.shifts.solid] },
    framed: [...first.framed, ...second.framed],
  };
}
