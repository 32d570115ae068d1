/** In which settings configurations differ, with the values side by side as the form would show them. */
import type { RunConfig } from "../../main/engine/api.ts";
import { formFields, valuesOf } from "../inspector/form-fields.ts";

export interface Difference {
  path: string;
  title: string;
  unit: string;
  /** One for each configuration, in their order. */
  values: string[];
}

const fields = formFields();

/** In the schema's order; empty for equal configurations. */
export function differences(configs: readonly RunConfig[]): Difference[] {
  const typed = configs.map(valuesOf);
  return fields
    .map(({ path, title, unit, choices }) => ({
      path,
      title,
      unit: unit ?? "",
      values: typed.map((values) => choices.find(({ value }) => value === values[path])?.label ?? values[path] ?? "–"),
    }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
}
