/** Mean distance of the end effector to its goal over the last part of a rollout: the metric of reaching tasks. */
import type { Trace } from "./system.ts";

/**
 * @param goal [3] [m]
 * @param window steps at the end of the trace to average over
 * @returns mean distance [m]
 */
export function finalDistance(trace: Trace, goal: readonly [number, number, number], window: number): number {
  const first = Math.max(0, trace.steps - window);
  let sum = 0;
  for (let t = first; t < trace.steps; t++) {
    sum += Math.hypot(...goal.map((p, i) => trace.tips[3 * t + i] - p));
  }
  return sum / (trace.steps - first);
}
