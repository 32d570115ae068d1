/**
 * A configuration as it is asked for, completed for its task: what is given stands; what is missing is the task's own
 * default where it has one, and the schema's where it has none.
 */
import { z } from "zod";
import type { Preset, TaskDescription } from "../systems/description.ts";
import { methodOptionsSchema, type RunConfig, runConfigSchema } from "./config.ts";

export type RequestedConfig = z.input<typeof runConfigSchema>;

/** The configuration's fields with their limits; nothing but the task is needed, and nothing is filled in. */
export const requestedConfigSchema = z.strictObject({
  ...withoutDefaults(runConfigSchema.shape),
  options: z.strictObject(withoutDefaults(methodOptionsSchema.shape)).optional(),
}) as unknown as z.ZodType<RequestedConfig>;

/** The task's own defaults that hold for a method. */
export function presetsOf({ presets }: Pick<TaskDescription, "presets">, method: string): Preset[] {
  return presets.filter(({ methods }) => methods === undefined || methods.includes(method));
}

/** Throws a ZodError where a value that is given, or the task's own, is not allowed. */
export function completeConfig(requested: RequestedConfig, task: Pick<TaskDescription, "presets">): RunConfig {
  const presets = presetsOf(task, runConfigSchema.shape.method.parse(requested.method));
  const isOption = ({ key }: Preset): boolean => Object.hasOwn(methodOptionsSchema.shape, key);
  return runConfigSchema.parse({
    ...valuesOf(presets.filter((preset) => !isOption(preset))),
    ...given(requested),
    options: { ...valuesOf(presets.filter(isOption)), ...given(requested.options ?? {}) },
  });
}

function valuesOf(presets: readonly Preset[]): Record<string, Preset["value"]> {
  return Object.fromEntries(presets.map(({ key, value }) => [key, value]));
}

/** A key without a value asks for nothing. */
function given(requested: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(requested).filter(([, value]) => value !== undefined));
}

function withoutDefaults(shape: Record<string, z.ZodType>): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(shape).map(([key, field]) => [
      key,
      field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType).optional() : field,
    ]),
  );
}
