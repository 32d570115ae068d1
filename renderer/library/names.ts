/** How tasks, methods and configurations are called on the screen. */
import type { RunConfig, RunSummary, TaskDescription } from "../../main/engine/api.ts";
import { formFields } from "../inspector/form-fields.ts";
import { ownSettings, variedOnly, variedSettings } from "../inspector/own-settings.ts";

export interface Names {
  /** A task's description; undefined for one that this version does not know. */
  task(name: string): TaskDescription | undefined;
  taskTitle(name: string): string;
  methodTitle(name: string): string;
  /** In a word or two, for a column. */
  methodWord(name: string): string;
  /** What of a run's settings is worth saying; empty where nothing is, or where they are not known yet. */
  settings(run: RunSummary): string;
  /** Of these what it differs in from the runs beside it. */
  differences(run: RunSummary): string;
  /** What may be filtered by, with its title. */
  tasks: readonly { value: string; label: string }[];
  methods: readonly { value: string; label: string }[];
}

/** What runs were started with, by their group. */
export type Configurations = ReadonlyMap<string, RunConfig>;

const methods = formFields().find(({ path }) => path === "method")?.choices ?? [];
const methodTitles = new Map(methods.map(({ value, label }) => [value, label]));
const words: Record<RunConfig["method"], string> = { trajectory: "Trajectory", gps: "Guided policy", ilqg: "iLQG" };
const methodWords = new Map(Object.entries(words));

export function namesOf(tasks: readonly TaskDescription[], configs: Configurations = new Map()): Names {
  const byName = new Map(tasks.map((task) => [task.name, task]));
  return {
    task: (name) => byName.get(name),
    taskTitle: (name) => byName.get(name)?.title ?? name,
    methodTitle: (name) => methodTitles.get(name) ?? name,
    methodWord: (name) => methodWords.get(name) ?? name,
    ...settingsIn(configs, (name) => byName.get(name), []),
    tasks: tasks.map(({ name, title }) => ({ value: name, label: title })),
    methods,
  };
}

/** The same names where the runs of these groups stand beside each other: what they differ in is said of each. */
export function namesAmong(names: Names, configs: Configurations, groups: readonly string[]): Names {
  return { ...names, ...settingsIn(configs, names.task, groups) };
}

/** Put into words when they are first asked for. */
function settingsIn(
  configs: Configurations,
  taskOf: Names["task"],
  groups: readonly string[],
): Pick<Names, "settings" | "differences"> {
  const varied = variedSettings(groups.flatMap((group) => configs.get(group) ?? []));
  const inWords = (say: typeof variedOnly): Names["settings"] => {
    const words = new Map<string, string>();
    return ({ group }) => {
      const known = words.get(group);
      if (known !== undefined) return known;
      const config = configs.get(group);
      const task = config && taskOf(config.task);
      const said = config && task ? say(config, task, varied(config.task, config.method)) : "";
      words.set(group, said);
      return said;
    };
  };
  return { settings: inWords(ownSettings), differences: inWords(variedOnly) };
}
