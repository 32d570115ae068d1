/** Mean distance of the end effector to its goal over the last part of a rollout: the metric of reaching tasks. */
import type { Trace } from "./system.ts";

/**
 * @param window steps at the end of the trace to average over
 * @returns mean distance [m]
 */
export function finalDistance({ steps, tips, goal }: Trace, window: number): number {
  const first = Math.max(0, steps - window);
  let sum = 0;
  for (let t = first; t < steps; t++) {
    sum += Math.hypot(...goal.map((p, i) => tips[3 * t + i] - p));
  }
  return sum / (steps - first);
}
