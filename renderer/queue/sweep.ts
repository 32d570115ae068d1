/** Many runs out of the form: each seed with each value of one setting. */
import type { RunConfig } from "../../main/engine/api.ts";
import { checkForm } from "../inspector/form-fields.ts";
import type { Form } from "../inspector/new-run.ts";

/** More at once would be a mistake. */
const MOST = 1000;

/** Whole numbers and ranges, as `1..5, 8`; null where the text is none of these. */
export function seedsOf(text: string): number[] | null {
  const seeds = text.split(",").flatMap((part) => {
    const range = /^\s*(\d{1,10})\s*(?:\.\.\s*(\d{1,10})\s*)?$/.exec(part);
    if (!range) return [Number.NaN];
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
    if (last < first || last - first >= MOST) return [Number.NaN];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  return seeds.some(Number.isNaN) ? null : [...new Set(seeds)];
}

export type Sweep = { ok: true; configs: RunConfig[] } | { ok: false; reason: string };

/**
 * @param seeds as a person writes them
 * @param path of the setting that is varied; empty for none
 * @param values separated by commas
 */
export function sweepOf({ fields, values }: Form, seeds: string, path: string, texts: string): Sweep {
  const numbers = seedsOf(seeds);
  if (numbers === null) return { ok: false, reason: "Seeds are whole numbers and ranges, as 1..5, 8" };
  const varied = path === "" ? [null] : texts.split(",").map((text) => text.trim());
  if (numbers.length * varied.length > MOST) return { ok: false, reason: `At most ${MOST} runs at once` };
  const configs: RunConfig[] = [];
  for (const value of varied) {
    for (const seed of numbers) {
      const own = value === null ? {} : { [path]: value };
      const checked = checkForm(fields, { ...values, ...own, seed: String(seed) });
      if (!checked.ok) return { ok: false, reason: reasonOf(checked.errors, path) };
      configs.push(checked.config);
    }
  }
  return { ok: true, configs };
}

function reasonOf(errors: Record<string, string>, path: string): string {
  if (errors[path]) return `Values: ${errors[path]}`;
  return errors.seed ? `Seeds: ${errors.seed}` : "Correct what is marked in the form first";
}
