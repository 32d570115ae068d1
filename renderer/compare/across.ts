import type { Across } from "./traces.ts";

/** What a curve goes over, in words. */
export const acrossTitles: Record<Across, { short: string; axis: string }> = {
  iteration: { short: "Iteration", axis: "Iteration" },
  rollouts: { short: "Rollouts", axis: "Rollouts" },
  seconds: { short: "Time", axis: "Computing time [s]" },
};
