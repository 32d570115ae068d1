/** The command that trains what the form says: what is not the task's own default, and nothing else. */
import type { FormField, FormValues } from "./form-fields.ts";

/** @param model file of the model that takes the place of the task's own; null for that one */
export function commandLine(fields: readonly FormField[], values: FormValues, model: string | null): string {
  const words = ["npx guidepost train", values.task ?? ""];
  for (const { path, initial } of fields) {
    const value = (values[path] ?? "").trim().replace(",", ".");
    if (path === "task" || value === initial) continue;
    const option = path.split(".").pop() as string;
    words.push(path.startsWith("options.") ? `--set ${quoted(`${option}=${value}`)}` : `--${option} ${quoted(value)}`);
  }
  if (model !== null) words.push(`--model ${quoted(model)}`);
  return words.join(" ");
}

/** For a POSIX shell, and for the usual names for the others, too. */
function quoted(text: string): string {
  return /^[\w.=:/+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
