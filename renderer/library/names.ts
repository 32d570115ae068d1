/** How tasks and methods are called on the screen. */
import type { TaskDescription } from "../../main/engine/api.ts";
import { formFields } from "../inspector/form-fields.ts";

export interface Names {
  /** A task's description; undefined for one that this version does not know. */
  task(name: string): TaskDescription | undefined;
  taskTitle(name: string): string;
  methodTitle(name: string): string;
  /** What may be filtered by, with its title. */
  tasks: readonly { value: string; label: string }[];
  methods: readonly { value: string; label: string }[];
}

const methods = formFields().find(({ path }) => path === "method")?.choices ?? [];
const methodTitles = new Map(methods.map(({ value, label }) => [value, label]));

export function namesOf(tasks: readonly TaskDescription[]): Names {
  const byName = new Map(tasks.map((task) => [task.name, task]));
  return {
    task: (name) => byName.get(name),
    taskTitle: (name) => byName.get(name)?.title ?? name,
    methodTitle: (name) => methodTitles.get(name) ?? name,
    tasks: tasks.map(({ name, title }) => ({ value: name, label: title })),
    methods,
  };
}
