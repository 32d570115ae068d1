/** Where tasks differ from the defaults that all share, and why. */
import { runConfigSchema, type TaskDescription } from "../engine/api.ts";
import { markdownTable } from "./markdown-table.ts";

export function exceptionsTable(tasks: readonly TaskDescription[]): string {
  const lines = tasks.flatMap((task) =>
    task.presets.map(({ key, value, reason, methods }) => [
      task.name,
      `\`${key}\``,
      String(value),
      String(sharedDefault(task, key)),
      methods?.join(", ") ?? "all",
      reason,
    ]),
  );
  return markdownTable(["task", "setting", "here", "elsewhere", "method", "reason"], lines, 6);
}

function sharedDefault({ name }: TaskDescription, key: string): unknown {
  const { options, ...settings } = runConfigSchema.parse({ task: name });
  return { ...settings, ...options }[key as keyof typeof options];
}
