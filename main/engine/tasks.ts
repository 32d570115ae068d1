/** Finding a task and its conditions by their names. */
import { GuidepostError } from "../errors.ts";
import type { RunConfig, TaskDescription } from "./api.ts";

/** The task of this name; an error that names the others if there is none. */
export function findTask(tasks: readonly TaskDescription[], name: string): TaskDescription {
  const task = tasks.find((known) => known.name === name);
  if (task !== undefined) return task;
  const names = tasks.map((known) => known.name).join(", ");
  throw new GuidepostError(`Unknown task "${name}"; tasks: ${names}.`, "guidepost tasks describes them.");
}

/** Refuses conditions that the task does not have. */
export function requireConditions(
  { name, conditionSets }: TaskDescription,
  { conditions }: Pick<RunConfig, "conditions">,
): void {
  if (conditionSets.some((set) => set.name === conditions)) return;
  const known = conditionSets.map((set) => set.name).join(", ");
  throw new GuidepostError(
    `${name} has no conditions "${conditions}"; it has: ${known}.`,
    "guidepost tasks describes them.",
  );
}
