/** What counts of an episode. */
import type { Rollout } from "../../workers/rollout.ts";
import type { TaskDescription } from "../engine/api.ts";
import { travelledBy } from "../engine/scores.ts";
import type { StoredRollout } from "../store/from-rows.ts";

/** As it was simulated, or as the store keeps it. */
export type AnyRollout = Rollout | StoredRollout;

export interface Episode extends Pick<Rollout, "status" | "metric" | "success"> {
  /** Over the time that the task has, however long the episode goes on. */
  cost: number;
  /** Distance travelled [m]; null for a robot that stays in its place. */
  travelled: number | null;
}

/** When an episode succeeds. */
export interface Criterion {
  title: string;
  /** Asked of an episode in which the robot neither fell nor diverged. */
  holds(metric: number): boolean;
}

/** @param criterion null for the task's own */
export function episodeOf(rollout: AnyRollout, task: TaskDescription, criterion: Criterion | null): Episode {
  const { status, metric } = rollout;
  const success = criterion === null ? rollout.success : status === "ok" && criterion.holds(metric);
  return { status, metric, success, cost: costWithin(rollout, task), travelled: travelledBy(task, rollout) };
}

/** Sum of the costs [T, L] over the task's own steps. */
function costWithin({ cost, costs }: AnyRollout, { steps, costTerms }: TaskDescription): number {
  const own = steps * costTerms.length;
  if (costs.length <= own) return cost;
  let sum = 0;
  for (let i = 0; i < own; i++) sum += costs[i];
  return sum;
}
