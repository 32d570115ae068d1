/**
 * The form of a new run, out of its one schema: every field with its label, limits, default and place.
 *
 * The schema's JSON Schema is the public view of it that carries titles, units and limits; values are validated with
 * the schema itself.
 */
import { z } from "zod";
import {
  presetsOf,
  type RequestedConfig,
  type RunConfig,
  requestedConfigSchema,
  runConfigSchema,
  type TaskDescription,
} from "../../main/engine/api.ts";

export interface FormField {
  /** Path in the configuration, joined with dots. */
  path: string;
  kind: "number" | "choice" | "switch" | "text";
  title: string;
  description: string;
  symbol: string | null;
  unit: string | null;
  group: string | null;
  advanced: boolean;
  integer: boolean;
  low: number | null;
  high: number | null;
  /** The lower limit itself is not allowed. */
  lowOpen: boolean;
  /** Allowed values, in words where they have some. */
  choices: { value: string; label: string }[];
  /** Text of the default; empty where there is none. */
  initial: string;
  /** Why the task has this default of its own; null where all tasks have it. */
  reason: string | null;
  /** The methods that read it; null for all of them. */
  methods: readonly string[] | null;
}

/** What is typed, by path. */
export type FormValues = Record<string, string>;

interface Property {
  type?: string;
  title?: string;
  description?: string;
  symbol?: string;
  unit?: string;
  group?: string;
  advanced?: boolean;
  default?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  enum?: string[];
  choices?: Record<string, string>;
  methods?: string[];
  properties?: Record<string, Property>;
}

/** Fields in the schema's order, nested objects flattened. */
export function formFields(schema: z.ZodType = runConfigSchema): FormField[] {
  return flatten(z.toJSONSchema(schema, { io: "input" }) as Property, "");
}

function flatten({ properties = {} }: Property, prefix: string): FormField[] {
  return Object.entries(properties).flatMap(([name, property]) =>
    property.properties ? flatten(property, `${prefix}${name}.`) : [fieldOf(property, prefix + name)],
  );
}

function fieldOf(property: Property, path: string): FormField {
  const { type, enum: values } = property;
  const kind = values ? "choice" : type === "boolean" ? "switch" : type === "string" ? "text" : "number";
  return {
    path,
    kind,
    title: property.title ?? path,
    description: property.description ?? "",
    symbol: property.symbol ?? null,
    unit: property.unit ?? null,
    group: property.group ?? null,
    advanced: property.advanced ?? false,
    integer: type === "integer",
    low: property.minimum ?? property.exclusiveMinimum ?? null,
    high: property.maximum ?? null,
    lowOpen: property.exclusiveMinimum !== undefined,
    choices: (values ?? []).map((value) => ({ value, label: property.choices?.[value] ?? value })),
    initial: property.default === undefined ? "" : String(property.default),
    reason: null,
    methods: property.methods ?? null,
  };
}

/** Whether the method reads the field. */
export function isReadBy({ methods }: FormField, method: string): boolean {
  return methods === null || methods.includes(method);
}

const methodTitles = runConfigSchema.shape.method.meta()?.choices as Record<string, string>;

/** A method in words. */
export function methodTitle(method: string): string {
  return methodTitles[method] ?? method;
}

/** Whether every word that is sought stands in the field's label, symbol, unit, key, group or explanation. */
export function isFoundBy(field: FormField, sought: string): boolean {
  const { title, symbol, unit, path, description, group } = field;
  const words = [title, symbol, unit, path, description, group].join(" ").toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

/** The fields with the task's own defaults for a method. */
export function fieldsOf(fields: readonly FormField[], task: TaskDescription, method: string): FormField[] {
  const presets = presetsOf(task, method);
  return fields.map((field) => {
    const preset = presets.find(({ key }) => field.path === key || field.path === `options.${key}`);
    return preset === undefined ? field : { ...field, initial: String(preset.value), reason: preset.reason };
  });
}

export function initialValues(fields: readonly FormField[]): FormValues {
  return Object.fromEntries(fields.map(({ path, initial }) => [path, initial]));
}

export type Checked = { ok: true; config: RunConfig } | { ok: false; errors: Record<string, string> };

/** The configuration that was typed, or the reason for each field that is not right. */
export function checkForm(fields: readonly FormField[], values: FormValues): Checked {
  const parsed = runConfigSchema.safeParse(nested(fields, values));
  if (parsed.success) return { ok: true, config: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    const field = fields.find((candidate) => candidate.path === path.join("."));
    errors[field?.path ?? ""] ??= field ? reason(field) : message;
  }
  return { ok: false, errors };
}

/** What is typed into some of the fields, as a configuration that is asked for; empty where it is not allowed. */
export function requestOf(fields: readonly FormField[], task: string, typed: FormValues): RequestedConfig {
  const own = fields.filter(({ path }) => typed[path] !== undefined);
  const parsed = requestedConfigSchema.safeParse({ ...(nested(own, typed) as object), task });
  return parsed.success ? parsed.data : { task };
}

function nested(fields: readonly FormField[], values: FormValues): unknown {
  const root: Record<string, unknown> = {};
  for (const field of fields) {
    const names = field.path.split(".");
    const last = names.pop() as string;
    let place = root;
    for (const name of names) {
      place[name] ??= {};
      place = place[name] as Record<string, unknown>;
    }
    place[last] = typedValue(field, values[field.path] ?? "");
  }
  return root;
}

function typedValue({ kind }: FormField, text: string): unknown {
  if (kind === "switch") return text === "true";
  if (kind !== "number") return text;
  return text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
}

/** "A whole number from 1 to 200". */
export function reason({ kind, integer, low, high, lowOpen, choices }: FormField): string {
  if (kind === "choice") return `One of ${choices.map(({ label }) => label).join(", ")}`;
  if (kind !== "number") return "Must not be empty";
  const number = integer ? "A whole number" : "A number";
  const from = low === null ? "" : lowOpen ? ` above ${low}` : ` from ${low}`;
  const upTo = high === null ? "" : `${lowOpen || low === null ? " up to" : " to"} ${high.toLocaleString("en")}`;
  return number + from + upTo;
}

/** A configuration as it would be typed. */
export function valuesOf(config: RunConfig): FormValues {
  const { options, ...settings } = config;
  const named = Object.entries(options).map(([key, value]) => [`options.${key}`, value]);
  return Object.fromEntries([...Object.entries(settings), ...named].map(([path, value]) => [path, String(value)]));
}
