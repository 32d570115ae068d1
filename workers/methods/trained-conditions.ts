/** The conditions that a run trains on. */
import { type Condition, conditionSetOf, type TaskDescription } from "../systems/description.ts";
import type { RunConfig } from "./config.ts";

/** One at least; the engine has checked that the task has the set. */
export function trainedConditions(task: TaskDescription, { conditions }: RunConfig): readonly Condition[] {
  const set = conditionSetOf(task, conditions);
  if (set) return set.trained;
  const known = task.conditionSets.map(({ name }) => name).join(", ");
  throw new RangeError(`${task.name} has no conditions "${conditions}"; known: ${known}`);
}
