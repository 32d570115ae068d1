/** The names of what the library shows, kept the same object as long as they are. */
import { useMemo } from "react";
import type { RunSummary } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { useConfigurations } from "./configurations.ts";
import { type Names, namesAmong, namesOf } from "./names.ts";
import { groupsOf } from "./table-rows.ts";

/** Among more groups everything differs in everything, and only what is not a default is said. */
const MOST_COMPARED = 500;

export function useNames(): Names {
  const tasks = useEngine((state) => state.tasks);
  const configs = useConfigurations();
  return useMemo(() => namesOf(tasks ?? [], configs), [tasks, configs]);
}

/** The same names for runs that stand beside each other, whatever they do meanwhile. */
export function useNamesAmong(names: Names, runs: readonly RunSummary[]): Names {
  const configs = useConfigurations();
  const compared = useMemo(() => groupsOf(runs, MOST_COMPARED).join("\n"), [runs]);
  return useMemo(() => namesAmong(names, configs, compared.split("\n")), [names, configs, compared]);
}
