/** What a run was started with, in the words of the form: titles, symbols and units come from the one schema. */
import { z } from "zod";
import { conditionSetOf } from "../../../workers/systems/description.ts";
import { type RunConfig, runConfigSchema, type TaskDescription } from "../../engine/api.ts";

interface Property {
  title?: string;
  symbol?: string;
  unit?: string;
  choices?: Record<string, string>;
  methods?: string[];
  properties?: Record<string, Property>;
}

const schema = z.toJSONSchema(runConfigSchema, { io: "input" }) as Property;

/** Name and value of each setting that the run's method reads, in the form's order. */
export function configurationRows(config: RunConfig, task: TaskDescription): [name: string, value: string][] {
  const conditions = conditionSetOf(task, config.conditions)?.title ?? config.conditions;
  return rowsOf(schema, { ...config, task: task.title, conditions }, config.method);
}

/** A method as the form calls it. */
export function methodTitle(method: string): string {
  return schema.properties?.method?.choices?.[method] ?? method;
}

function rowsOf({ properties = {} }: Property, values: object, method: string): [string, string][] {
  return Object.entries(properties).flatMap(([key, property]): [string, string][] => {
    const value = (values as Record<string, unknown>)[key];
    if (property.properties) return rowsOf(property, value as object, method);
    if (property.methods?.includes(method) === false) return [];
    const { title = key, symbol, unit, choices } = property;
    const name = [title, symbol, unit && `[${unit}]`].filter(Boolean).join(" ");
    return [[name, choices?.[String(value)] ?? inWords(value)]];
  });
}

function inWords(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.join(", ") : String(value);
}
