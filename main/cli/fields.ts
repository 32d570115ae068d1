/** Command-line options that come from a schema: their help, their allowed values and their checks. */
import { z } from "zod";
import { GuidepostError } from "../errors.ts";

/** What JSON Schema and the field's metadata say about one setting. */
const fieldSchema = z.object({
  type: z.enum(["integer", "number", "string", "boolean"]),
  title: z.string(),
  description: z.string(),
  unit: z.string().optional(),
  symbol: z.string().optional(),
  choices: z.record(z.string(), z.string()).optional(),
  methods: z.array(z.string()).optional(),
  default: z.union([z.number(), z.string(), z.boolean()]).optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
});

export interface Field extends z.infer<typeof fieldSchema> {
  key: string;
}

type ObjectSchema = z.ZodObject<Record<string, z.ZodType>>;

/** The schema's scalar settings, in its order. */
export function fieldsOf(schema: ObjectSchema): Field[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
  return Object.entries(properties).flatMap(([key, property]) => {
    const field = fieldSchema.safeParse(property);
    return field.success ? [{ key, ...field.data }] : [];
  });
}

/** What the field takes: `gmm | none`, `integer 1…200`, `number > 0, ≤ 100`. */
export function allowed(field: Field): string {
  if (field.enum) return field.enum.join(" | ");
  const { type, minimum, maximum, exclusiveMinimum } = field;
  if (minimum !== undefined && maximum !== undefined) return `${type} ${minimum}…${maximum}`;
  const bounds = [
    minimum === undefined ? null : `≥ ${minimum}`,
    exclusiveMinimum === undefined ? null : `> ${exclusiveMinimum}`,
    maximum === undefined ? null : `≤ ${maximum}`,
  ].filter((bound) => bound !== null);
  return [type, bounds.join(", ")].join(" ").trim();
}

/** Values by key that hold where nothing is given, in place of the schema's: a task's own. */
export type Defaults = Readonly<Record<string, unknown>>;

/** The value that the text stands for. `option` is how the person wrote the setting. */
export function parseField(
  schema: ObjectSchema,
  field: Field,
  option: string,
  text: string,
  defaults: Defaults = {},
): unknown {
  const parsed = schema.shape[field.key].safeParse(textToValue(field, text));
  if (parsed.success) return parsed.data;
  throw new GuidepostError(
    `${option} "${text}" is not valid; ${field.key} takes ${allowed(field)}.`,
    defaultTip(defaults[field.key] ?? field.default),
  );
}

/** Overrides from `key=value` texts. */
export function parseSettings(
  schema: ObjectSchema,
  texts: readonly string[],
  defaults: Defaults = {},
): Record<string, unknown> {
  const fields = fieldsOf(schema);
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf("=");
      if (at < 1) throw new GuidepostError(`--set "${text}" is not of the form key=value.`, settingsTip(fields));
      const key = text.slice(0, at);
      const field = fields.find((known) => known.key === key);
      if (field === undefined) throw new GuidepostError(`--set ${key}: there is no such setting.`, settingsTip(fields));
      return [key, parseField(schema, field, `--set ${key}`, text.slice(at + 1), defaults)];
    }),
  );
}

function textToValue({ type }: Field, text: string): unknown {
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  // Number("") is 0, which nobody meant.
  if (type === "string" || text.trim() === "") return text;
  return Number(text);
}

function defaultTip(value: unknown): string | undefined {
  return value === undefined ? undefined : `the default is ${value}.`;
}

function settingsTip(fields: readonly Field[]): string {
  return `settings: ${fields.map(({ key }) => key).join(", ")}; guidepost train --help says what each takes.`;
}
