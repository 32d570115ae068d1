/** Two rollouts that are looked at together: of which run, which iteration and which of its samples. */
import { create } from "zustand";
import type { RunDetail } from "../../main/engine/api.ts";
import { reachedIteration } from "../app/engine-store.ts";

export interface Side {
  run: number;
  /** null for what the run reached so far: the last that was accepted. */
  iteration: number | null;
  rollout: "mean" | number;
}

export const sideNames = ["first", "second"] as const;
export type SideName = (typeof sideNames)[number];

/** What a person has chosen; null where nothing was. */
export const useSides = create<Record<SideName, Side | null>>(() => ({ first: null, second: null }));

/**
 * The sides for the runs that are compared. What was chosen stays while its run is among them; else the first two runs
 * stand beside each other at what they reached, or the first iteration of the only one beside it.
 */
export function sidesOf(
  chosen: Record<SideName, Side | null>,
  runs: readonly RunDetail[],
): Record<SideName, Side> | null {
  const [one, other] = runs;
  if (!one) return null;
  const kept = (side: Side | null) => (runs.some(({ summary }) => summary.id === side?.run) ? side : null);
  const alone = { run: one.summary.id, iteration: one.iterations[0]?.iteration ?? null, rollout: "mean" as const };
  const first: Side = other ? { ...alone, iteration: null } : alone;
  return {
    first: kept(chosen.first) ?? first,
    second: kept(chosen.second) ?? { run: (other ?? one).summary.id, iteration: null, rollout: "mean" },
  };
}

/** The iteration that a side is at; null for a run without any. */
export function iterationOf(side: Side, { iterations }: RunDetail): number | null {
  const known = iterations.some(({ iteration }) => iteration === side.iteration);
  return known ? side.iteration : reachedIteration(iterations);
}
