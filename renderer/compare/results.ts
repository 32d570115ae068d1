/** What each entry has reached in a quantity, and how far that is from the baseline. */
import { type Spread, spreadOf } from "../library/spread.ts";
import type { Entry } from "./entries.ts";
import type { Quantity } from "./quantities.ts";
import { traceOf } from "./traces.ts";

export interface Reached {
  last: Spread | null;
  /** From the baseline's mean; null for the baseline itself, and without one. */
  delta: number | null;
  /** As a part of the baseline's mean. */
  share: number | null;
  /** Whether that is for the better; null where it is neither. */
  better: boolean | null;
}

/** For each entry the end of its runs' curves: the last value, mean ± standard deviation over the seeds. */
export function reachedBy(entries: readonly Entry[], quantity: Quantity, baseline: string | null): Reached[] {
  const ends = entries.map(({ runs }) =>
    spreadOf(runs.map(({ iterations }) => traceOf(iterations, quantity, "iteration").y.at(-1) ?? null)),
  );
  const base = ends[entries.findIndex(({ key }) => key === baseline)] ?? null;
  return entries.map(({ key }, i) => {
    const last = ends[i] ?? null;
    if (base === null || last === null || key === baseline) return { last, delta: null, share: null, better: null };
    const delta = last.mean - base.mean;
    const better = quantity.better === null || delta === 0 ? null : delta < 0 === (quantity.better === "lower");
    return { last, delta, share: base.mean === 0 ? null : delta / Math.abs(base.mean), better };
  });
}
