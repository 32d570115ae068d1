/** What is compared: each run, or the runs of a configuration over its seeds, named by what tells it from the others. */
import type { RunDetail } from "../../main/engine/api.ts";
import { conditionSetOf } from "../../workers/systems/description.ts";
import { type Difference, differences } from "./differences.ts";

export interface Entry {
  /** The same for the same configuration. */
  key: string;
  label: string;
  runs: readonly RunDetail[];
}

/** So many settings still make a name. */
const NAMED_SETTINGS = 2;

export function entriesOf(runs: readonly RunDetail[]): Entry[] {
  const groups = new Map<string, RunDetail[]>();
  for (const run of runs) groups.set(run.summary.group, [...(groups.get(run.summary.group) ?? []), run]);
  const changed = settingsOf([...groups.values()].map(([first]) => first!));
  return [...groups].map(([key, members], i) => ({ key, label: labelOf(members, changed, i), runs: members }));
}

/** What configurations differ in, seeds aside. Tasks and their conditions are called what the tasks call them. */
export function settingsOf(runs: readonly RunDetail[]): Difference[] {
  const named: Record<string, (run: RunDetail) => string> = {
    task: ({ task }) => task.title,
    conditions: ({ task, config }) => conditionSetOf(task, config.conditions)?.title ?? config.conditions,
  };
  return differences(runs.map(({ config }) => config))
    .filter(({ path }) => path !== "seed")
    .map((one) => ({ ...one, values: named[one.path] === undefined ? one.values : runs.map(named[one.path]!) }));
}

function labelOf(runs: readonly RunDetail[], changed: readonly Difference[], index: number): string {
  const { id, labels } = runs[0]!.summary;
  // A name that only some of the seeds have is none of the whole.
  const name = runs.every(({ summary }) => summary.labels.name === labels.name) ? labels.name : "";
  const own = name || (runs.length === 1 ? `Run ${id}` : `${runs.length} seeds`);
  const settings = changed
    .slice(0, NAMED_SETTINGS)
    .map(({ path, title, values }) =>
      path === "task" || path === "method" ? values[index]! : `${title} ${values[index]}`,
    );
  return name === "" ? [own, ...settings].join(" · ") : own;
}
