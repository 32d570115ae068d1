/** A project's size in parts that add up to it. */
import type { ProjectSize } from "../../main/engine/project-api.ts";

export interface Share {
  name: string;
  title: string;
  bytes: number;
}

/** Parts of nothing are left out. */
export function sharesOf(size: ProjectSize): Share[] {
  const { store, free, rollouts, controllers, checkpoints, models, exports } = size;
  const rest = Math.max(0, store - free - rollouts - controllers - checkpoints);
  const all: Share[] = [
    { name: "rollouts", title: "Rollouts", bytes: rollouts },
    { name: "controllers", title: "Controllers and policies", bytes: controllers },
    { name: "checkpoints", title: "States to go on from", bytes: checkpoints },
    { name: "rest", title: "Numbers, settings and the store's own", bytes: rest },
    { name: "free", title: "Unused", bytes: free },
    { name: "files", title: "Models and exports", bytes: models + exports },
  ];
  return all.filter(({ bytes }) => bytes > 0);
}

/** What thinning out would free now [bytes]. */
export function thinnableOf({ runs }: ProjectSize): number {
  return runs.reduce((sum, { thinnable }) => sum + thinnable, 0);
}
