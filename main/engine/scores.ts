/** What rollouts amount to. */
import type { Rollout } from "../../workers/rollout.ts";
import { mean } from "../statistics.ts";
import type { TaskDescription } from "./api.ts";

/** Means over the episodes that did not diverge, fallen ones among them, null when all did. */
export interface Scores {
  metric: number | null;
  /** Fraction of all episodes. */
  success: number;
  cost: number | null;
  /** Distance travelled [m]; null also for a robot that stays in its place. */
  travelled: number | null;
  /** Episodes that ended in a fall. */
  fallen: number;
}

export function meanScores(task: Pick<TaskDescription, "travel" | "stateDim">, rollouts: readonly Rollout[]): Scores {
  const ended = rollouts.filter(({ status }) => status !== "diverged");
  const meanOf = (value: (rollout: Rollout) => number) => (ended.length === 0 ? null : mean(ended.map(value)));
  return {
    metric: meanOf(({ metric }) => metric),
    success: rollouts.filter(({ success }) => success).length / rollouts.length,
    cost: meanOf(({ cost }) => cost),
    travelled: task.travel === null ? null : meanOf((rollout) => travelledBy(task, rollout) ?? 0),
    fallen: rollouts.filter(({ status }) => status === "fallen").length,
  };
}

/** From the first state to the last that was simulated [m]. */
export function travelledBy(
  { travel, stateDim }: Pick<TaskDescription, "travel" | "stateDim">,
  { states, validSteps }: { states: ArrayLike<number>; validSteps: number },
): number | null {
  return travel === null ? null : states[(validSteps - 1) * stateDim + travel] - states[travel];
}
