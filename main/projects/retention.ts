/** A project's rollouts: how much they take, and thinning them out as the project says. */
import { lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Iteration } from "../engine/api.ts";
import type { ProjectSize, Retention, Thinned } from "../engine/project-api.ts";
import { thinnable } from "../store/retention.ts";
import type { Store } from "../store/store.ts";
import { fileSize, type RolloutBytes, storeSizes, thin } from "../store/upkeep.ts";
import type { Project } from "./project.ts";
import { readProjectFile } from "./project-file.ts";

/** Of these runs, which are finished and whose rows are good; of all such runs by default. */
export function thinAsAsked({ folder, store }: Project, runs = finishedRuns(store)): Thinned {
  const { retention } = readProjectFile(folder);
  const sum: Thinned = { iterations: 0, rollouts: 0 };
  if (retention.rollouts === "all") return sum;
  for (const run of runs) {
    const { iterations, rollouts } = thin(store.file, run, thinnable(store.iterations(run), retention), "retention");
    sum.iterations += iterations;
    sum.rollouts += rollouts;
  }
  return sum;
}

export function projectSize({ folder, store }: Project): ProjectSize {
  const { rollouts, ...sizes } = storeSizes(store.file);
  const { retention } = readProjectFile(folder);
  const finished = new Set(finishedRuns(store));
  const byRun = new Map<number, RolloutBytes[]>();
  for (const one of rollouts) byRun.set(one.run, [...(byRun.get(one.run) ?? []), one]);
  return {
    store: fileSize(store.file),
    ...sizes,
    rollouts: total(rollouts),
    models: folderSize(path.join(folder, "models")),
    exports: folderSize(path.join(folder, "exports")),
    runs: [...byRun].map(([run, of]) => ({
      run,
      rollouts: total(of),
      thinnable: finished.has(run) ? total(ofIterations(of, store.iterations(run), retention)) : 0,
    })),
  };
}

function finishedRuns(store: Store): number[] {
  return store.listRuns().flatMap(({ id, summary }) => {
    if (summary === null || summary.status === "running") return [];
    try {
      store.iterations(id);
      return [id];
    } catch {
      // A damaged run is left as it is; verify names it.
      return [];
    }
  });
}

function ofIterations(of: RolloutBytes[], iterations: Iteration[], retention: Retention): RolloutBytes[] {
  const gone = new Set(thinnable(iterations, retention));
  return of.filter(({ iteration }) => gone.has(iteration));
}

const total = (rollouts: readonly RolloutBytes[]): number => rollouts.reduce((sum, { bytes }) => sum + bytes, 0);

function folderSize(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => lstatSync(path.join(folder, name)))
      .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
  } catch {
    // A project that was never written to has no such folder.
    return 0;
  }
}
