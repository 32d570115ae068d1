/** The command that trains what the form says: what is not the task's own default, and nothing else. */
import type { FormField, FormValues } from "./form-fields.ts";
import { keyOf, type SweptField, sweptRows } from "./sweep.ts";

interface Typed {
  offered: readonly FormField[];
  values: FormValues;
  swept: readonly SweptField[];
}

/** @param model file of the model that takes the place of the task's own; null for that one */
export function commandLine({ offered, values, swept }: Typed, model: string | null): string {
  const words = ["npx guidepost train", values.task ?? ""];
  const rows = sweptRows(offered, swept);
  for (const { path, initial } of offered) {
    const value = (values[path] ?? "").trim().replace(",", ".");
    if (path === "task" || value === initial || rows.some((row) => row.path === path)) continue;
    const option = keyOf(path);
    words.push(path.startsWith("options.") ? `--set ${quoted(`${option}=${value}`)}` : `--${option} ${quoted(value)}`);
  }
  for (const { path, text } of rows) words.push(`--sweep ${quoted(`${keyOf(path)}=${text.replaceAll(/\s/g, "")}`)}`);
  if (model !== null) words.push(`--model ${quoted(model)}`);
  return words.join(" ");
}

/** For a POSIX shell, and for the usual names for the others, too. */
function quoted(text: string): string {
  return /^[\w.=:/+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
