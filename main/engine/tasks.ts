/** Finding a task by its name. */
import { GuidepostError } from "../errors.ts";
import type { TaskDescription } from "./api.ts";

/** The task of this name; an error that names the others if there is none. */
export function findTask(tasks: readonly TaskDescription[], name: string): TaskDescription {
  const task = tasks.find((known) => known.name === name);
  if (task !== undefined) return task;
  const names = tasks.map((known) => known.name).join(", ");
  throw new GuidepostError(`Unknown task "${name}"; tasks: ${names}.`, "guidepost tasks describes them.");
}
