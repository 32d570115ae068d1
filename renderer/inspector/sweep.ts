/** The sweep in the form: settings with several values each, and the runs that they make. */
import type { RequestedConfig } from "../../main/engine/api.ts";
import {
  combinationsOf,
  MOST_RUNS,
  readValues,
  type Swept,
  sweepInWords,
  sweepRuns,
} from "../../workers/methods/sweep.ts";
import { type FormField, reason } from "./form-fields.ts";

/** A setting that is swept, and its values as they are typed. */
export interface SweptField {
  path: string;
  text: string;
}

export type Sweep =
  | { ok: true; configs: RequestedConfig[] /** How many runs, and why. */; words: string }
  | { ok: false /** By path. */; errors: Record<string, string>; reason: string };

/** The setting's name on the command line. */
export function keyOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** The rows that are swept, with their fields; what no method of the form reads is left out. */
export function sweptRows(
  offered: readonly FormField[],
  swept: readonly SweptField[],
): (SweptField & { field: FormField })[] {
  return swept.flatMap((row) => {
    const field = offered.find(({ path }) => path === row.path);
    return field === undefined ? [] : [{ ...row, field }];
  });
}

/** @param base what every run is given @returns null where nothing is swept */
export function sweepOf(
  offered: readonly FormField[],
  base: RequestedConfig,
  fields: readonly SweptField[],
): Sweep | null {
  const rows = sweptRows(offered, fields);
  if (rows.length === 0) return null;
  const swept: Swept[] = [];
  const errors: Record<string, string> = {};
  for (const { path, text, field } of rows) {
    const read = readValues(keyOf(path), text);
    const wrong = read.ok ? unknownChoice(field, read.values) : read.part;
    if (read.ok && wrong === null) swept.push({ key: keyOf(path), values: read.values });
    else errors[path] = errorOf(field, wrong ?? "");
  }
  if (swept.length < rows.length) return { ok: false, errors, reason: "Correct the values of the sweep, then train." };
  const count = combinationsOf(swept);
  if (count > MOST_RUNS)
    return {
      ok: false,
      errors,
      reason: `${count.toLocaleString("en")} runs; at most ${MOST_RUNS.toLocaleString("en")} at once.`,
    };
  const configs = sweepRuns(base, swept);
  return { ok: true, configs, words: sweepInWords(swept, configs.length) };
}

/** The schema takes any name; the task has some. */
function unknownChoice({ kind, choices }: FormField, values: readonly unknown[]): string | null {
  if (kind !== "choice") return null;
  const unknown = values.find((value) => !choices.some((choice) => choice.value === value));
  return unknown === undefined ? null : String(unknown);
}

function errorOf(field: FormField, part: string): string {
  if (field.kind === "choice" || field.kind === "switch") return "Choose one at least";
  const what = part === "" ? "A value is missing" : `“${part}” will not do`;
  return `${what}. ${reason(field)}; several with commas`;
}

/** What a field starts to be swept with. */
export function firstText({ path, kind, choices }: FormField, value: string): string {
  if (path === "seed") return "1..5";
  if (kind === "choice") return choices.map((choice) => choice.value).join(",");
  if (kind === "switch") return "true,false";
  return value.replace(",", ".");
}
