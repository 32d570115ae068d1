/** What of a configuration is worth saying, in words: what is not the task's own default, and what tells it from others. */
import type { RunConfig, TaskDescription } from "../../main/engine/api.ts";
import { type FormField, type FormValues, fieldsOf, formFields, isReadBy, valuesOf } from "./form-fields.ts";

const allFields = formFields();
/** They have words of their own wherever a run is named. */
const NAMED = ["task", "method", "seed"];

/** The fields that a method reads, with the task's own defaults, which are looked up for thousands of runs. */
const fieldsRead = new WeakMap<TaskDescription, Map<string, FormField[]>>();

function fieldsFor(task: TaskDescription, method: string): FormField[] {
  const known = fieldsRead.get(task)?.get(method);
  if (known !== undefined) return known;
  const fields = fieldsOf(allFields, task, method).filter(
    (field) => !NAMED.includes(field.path) && isReadBy(field, method),
  );
  fieldsRead.set(task, new Map(fieldsRead.get(task)).set(method, fields));
  return fields;
}

/**
 * "KL step 1 · Samples 10"; empty where everything is as the task has it.
 *
 * @param varied settings that are named whatever their value, before the others
 */
export function ownSettings(config: RunConfig, task: TaskDescription, varied: readonly string[] = []): string {
  const values = valuesOf(config);
  const isVaried = (path: string) => Number(varied.includes(path));
  const own = fieldsFor(task, config.method)
    .filter(({ path, initial }) => values[path] !== initial || isVaried(path))
    .sort((a, b) => isVaried(b.path) - isVaried(a.path));
  return inWords(own, values);
}

/** The varied settings alone. */
export function variedOnly(config: RunConfig, task: TaskDescription, varied: readonly string[]): string {
  return inWords(
    fieldsFor(task, config.method).filter(({ path }) => varied.includes(path)),
    valuesOf(config),
  );
}

function inWords(fields: readonly FormField[], values: FormValues): string {
  return fields
    .map(({ path, title, choices }) => {
      const value = values[path] ?? "";
      return `${title} ${choices.find((choice) => choice.value === value)?.label ?? value}`;
    })
    .join(" · ");
}

/** The settings in which some configurations of the same task and method differ, by both; the seed is none. */
export function variedSettings(configs: readonly RunConfig[]): (task: string, method: string) => readonly string[] {
  const seen = new Map<string, { first: Record<string, string>; varied: Set<string> }>();
  for (const config of configs) {
    const values = valuesOf(config);
    const key = `${config.task} ${config.method}`;
    const known = seen.get(key);
    if (known === undefined) seen.set(key, { first: values, varied: new Set() });
    else for (const path of Object.keys(values)) if (values[path] !== known.first[path]) known.varied.add(path);
  }
  return (task, method) => [...(seen.get(`${task} ${method}`)?.varied ?? [])];
}
