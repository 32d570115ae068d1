/** `guidepost tasks` */
import type { Preset, TaskDescription } from "../engine/api.ts";
import type { CliContext } from "./context.ts";
import type { CommonOptions } from "./session.ts";
import { alignColumns } from "./table.ts";

export async function tasksCommand({ output, tasks }: CliContext, options: CommonOptions): Promise<number> {
  if (options.json) for (const task of tasks) output.json({ type: "task", ...task });
  else
    output.print(
      tasks
        .flatMap((task) => [...describe(task), ""])
        .join("\n")
        .trimEnd(),
    );
  return 0;

  function describe(task: TaskDescription): string[] {
    const terms = alignColumns(
      [
        { title: "  cost term", align: "left" },
        { title: "weight", align: "right" },
        { title: "formula", align: "left" },
      ],
      task.costTerms.map((term) => [`  ${term.name}`, String(term.weight), term.formula]),
    );
    return [
      `${output.paint("bold", task.name)}  ${task.title}`,
      `  ${task.summary}`,
      `  ${task.stateDim} states, ${task.actionDim} actions, ${task.steps} steps of ${task.dt} s (${task.steps * task.dt} s)`,
      `  metric: ${task.metric.title} [${task.metric.unit}], ${task.metric.better} is better; success: ${task.success.title}`,
      ...task.conditionSets.map(
        ({ name, title, trained, heldOut }) =>
          `  conditions ${name}: ${title} (${trained.length} trained on, ${heldOut.length} held out)`,
      ),
      ...task.presets.map((preset) => `  own default: ${presetLine(preset)}`),
      ...terms,
    ];
  }
}

function presetLine({ key, value, reason, methods }: Preset): string {
  const where = methods === undefined ? "" : ` (${methods.join(", ")})`;
  return `${key} ${value}${where}: ${reason}`;
}
