/** What the runs of the project were started with, by their group: read once for all runs of a group. */
import { useEffect } from "react";
import { create } from "zustand";
import type { RunConfig, RunSummary } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { notify } from "../app/notices.ts";
import { engineApi } from "../app/session.ts";
import type { Configurations } from "./names.ts";

/** So many take the engine some 20 ms [runs]. */
const BATCH = 100;

const useKnown = create<{ configs: Configurations }>(() => ({ configs: new Map() }));
/** Groups that were asked for, whatever the answer. */
const asked = new Set<string>();

/** Grows as they are read, the newest first. A group is the hash of its settings, so that what was read stays right. */
export function useConfigurations(): Configurations {
  const runs = useEngine((state) => state.runs);
  const connection = useEngine((state) => state.connection);
  useEffect(() => {
    if (connection === "open" && runs) void readNew(runs);
  }, [runs, connection]);
  return useKnown((state) => state.configs);
}

async function readNew(runs: readonly RunSummary[]): Promise<void> {
  const one = new Map(runs.filter(({ group }) => !asked.has(group)).map((run) => [run.group, run.id]));
  const groups = [...one];
  for (const [group] of groups) asked.add(group);
  await show(groups.slice(0, BATCH));
  // A change of what is known has every row thought about anew: the rest comes as one.
  if (groups.length > BATCH) await show(groups.slice(BATCH));
}

async function show(groups: readonly (readonly [group: string, run: number])[]): Promise<void> {
  const read: [string, RunConfig][] = [];
  for (let start = 0; start < groups.length; start += BATCH) {
    const batch = groups.slice(start, start + BATCH);
    const configs = await engineApi()
      .configurations(batch.map(([, run]) => run))
      .catch(notify);
    // The next connection asks again.
    if (!configs) for (const [group] of groups.slice(start)) asked.delete(group);
    if (!configs) break;
    for (const [i, [group]] of batch.entries()) if (configs[i]) read.push([group, configs[i]]);
  }
  if (read.length > 0) useKnown.setState(({ configs }) => ({ configs: new Map([...configs, ...read]) }));
}
