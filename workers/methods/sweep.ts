/**
 * Sweeps: several values of several settings, and a run for each combination of them.
 *
 * A setting has the name that it has on the command line: a field of the configuration (`seed`) or an option of the
 * method (`klStep`).
 */

import { z } from "zod";
import { counted } from "../counted.ts";
import { methodOptionsSchema, runConfigSchema } from "./config.ts";
import type { RequestedConfig } from "./presets.ts";

/** More at once would be a mistake. */
export const MOST_RUNS = 1000;

type SettingValue = number | string | boolean;

/** A setting and the values that it takes, in their order, each once. */
export interface Swept {
  key: string;
  values: readonly SettingValue[];
}

const { task: _, options: __, ...ownFields } = runConfigSchema.shape;
const optionFields: Record<string, z.ZodType> = methodOptionsSchema.shape;
const fields: Record<string, z.ZodType> = { ...optionFields, ...ownFields };

/** What may be swept. */
export const sweepKeys: readonly string[] = [...Object.keys(ownFields), ...Object.keys(optionFields)];

export type ReadValues =
  | { ok: true; values: SettingValue[] }
  | { ok: false /** The part that is wrong. */; part: string };

/** The values that a list such as `0.3, 1` or `1..5, 8` stands for. */
export function readValues(key: string, text: string): ReadValues {
  const values = new Set<SettingValue>();
  for (const part of text.split(",").map((one) => one.trim())) {
    const meant = rangeOf(part) ?? [typed(fields[key], part)];
    for (const value of meant) {
      if (!fields[key].safeParse(value).success) return { ok: false, part };
      values.add(value);
    }
  }
  return { ok: true, values: [...values] };
}

/** Whole numbers from the first to the last, as `1..5`; null where the text is no range, or one of too many. */
function rangeOf(text: string): number[] | null {
  const range = /^(\d{1,10})\s*\.\.\s*(\d{1,10})$/.exec(text);
  if (range === null) return null;
  const [first, last] = [Number(range[1]), Number(range[2])];
  if (last < first || last - first >= MOST_RUNS) return null;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The text as the kind of value that the field holds; NaN, which no field takes, where it is no number. */
function typed(field: z.ZodType, text: string): SettingValue {
  const kind = field instanceof z.ZodDefault ? field.unwrap() : field;
  if (kind instanceof z.ZodBoolean) return text === "true" ? true : text === "false" ? false : text;
  if (kind instanceof z.ZodNumber) return text === "" ? Number.NaN : Number(text);
  return text;
}

/** Whether a method reads a setting. */
export function methodReads(method: string, key: string): boolean {
  const methods = fields[key]?.meta()?.methods as readonly string[] | undefined;
  return methods === undefined || methods.includes(method);
}

/** How many combinations there are. */
export function combinationsOf(swept: readonly Swept[]): number {
  return swept.reduce((count, { values }) => count * values.length, 1);
}

/**
 * A run for each combination, the seed changing fastest. Each is given only what its method reads, and runs that do not
 * differ in that are one run.
 */
export function sweepRuns(base: RequestedConfig, swept: readonly Swept[]): RequestedConfig[] {
  const seedLast = [...swept].sort((a, b) => Number(a.key === "seed") - Number(b.key === "seed"));
  const all = seedLast.reduce(
    (configs, { key, values }) => configs.flatMap((config) => values.map((value) => withValue(config, key, value))),
    [base],
  );
  const distinct = new Map(all.map(onlyWhatIsRead).map((config) => [JSON.stringify(config), config]));
  return [...distinct.values()];
}

function withValue(config: RequestedConfig, key: string, value: SettingValue): RequestedConfig {
  if (!Object.hasOwn(optionFields, key)) return { ...config, [key]: value };
  return { ...config, options: { ...config.options, [key]: value } };
}

function onlyWhatIsRead({ options = {}, ...own }: RequestedConfig): RequestedConfig {
  const method = runConfigSchema.shape.method.parse(own.method);
  const read = (settings: object) =>
    Object.fromEntries(Object.entries(settings).filter(([key]) => methodReads(method, key)));
  return { ...read(own), task: own.task, options: read(options) };
}

/** "5 seeds × 3 × 2 = 30 runs"; "3 runs" for the values of one setting. @param runs how many of the combinations differ */
export function sweepInWords(swept: readonly Swept[], runs: number): string {
  const all = combinationsOf(swept);
  const seeds = swept.find(({ key }) => key === "seed")?.values.length;
  const others = swept.filter(({ key }) => key !== "seed").map(({ values }) => String(values.length));
  const factors = [...(seeds === undefined ? [] : [counted(seeds, "seed")]), ...others].join(" × ");
  const because = factors === String(all) ? "" : `${factors} = `;
  return all === runs
    ? `${because}${counted(all, "run")}`
    : `${because}${all}, of which ${counted(runs, "run")} differ`;
}
