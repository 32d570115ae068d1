/** How runs that wait are called, so that each of a sweep can be told from the others. */
import { completeConfig, type Queued, type TaskDescription } from "../../main/engine/api.ts";
import { methodTitle } from "../inspector/form-fields.ts";
import { ownSettings, variedOnly, variedSettings } from "../inspector/own-settings.ts";

export interface QueuedName {
  /** "Peg 2D, seed 2". */
  title: string;
  /** The method, and the settings that are not the task's own or that the runs which wait differ in. */
  details: string;
  /** The title with what it differs in: "Peg 2D, seed 2, KL step 0.5". */
  whole: string;
}

/** One for each entry; of a task that this version does not know only the seed and the method are said. */
export function queuedNames(entries: readonly Queued[], tasks: readonly TaskDescription[]): QueuedName[] {
  const known = new Map(tasks.map((task) => [task.name, task]));
  const completed = entries.map(({ config }) => {
    const task = known.get(config.task);
    return task && { task, config: completeConfig(config, task) };
  });
  const varied = variedSettings(completed.flatMap((one) => one?.config ?? []));
  const oneMethod = new Set(entries.map(({ config }) => config.method ?? "trajectory")).size <= 1;
  return entries.map(({ config, ownModel }, i) => {
    const one = completed[i];
    const title = `${one?.task.title ?? config.task}, seed ${config.seed ?? 1}`;
    const method = methodTitle(config.method ?? "trajectory");
    const paths = one ? varied(one.config.task, one.config.method) : [];
    const settings = one ? ownSettings(one.config, one.task, paths) : "";
    const differences = one ? variedOnly(one.config, one.task, paths) : "";
    return {
      title,
      details: [method, settings, ownModel && "a model of yours"].filter(Boolean).join(" · "),
      whole: [title, !oneMethod && method, differences].filter(Boolean).join(", "),
    };
  });
}
