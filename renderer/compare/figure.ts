/** A chart as numbers: the curves of one quantity, ready to be drawn or written down. */
import { within } from "../app/ranges.ts";
import type { CompareStyle } from "./compare-store.ts";
import type { Entry } from "./entries.ts";
import type { Quantity } from "./quantities.ts";
import { folded, smoothed, type Trace, traceOf } from "./traces.ts";

export interface Curve {
  /** Which entry it belongs to, which gives it its colour and dashes. */
  entry: number;
  label: string;
  line: Trace;
  /** Before smoothing; null where nothing was smoothed. */
  raw: Trace | null;
  /** Edges of the band over the seeds, at the line's x; null for a single curve. */
  band: { low: number[]; high: number[] } | null;
  /** Whether some of its seeds go on where their mean has ended. */
  shortened: boolean;
}

export interface Figure {
  quantity: Quantity;
  curves: Curve[];
  /** Why curves end before their runs do, where they do. */
  notes: readonly string[];
}

type Style = Pick<CompareStyle, "across" | "smoothing" | "seeds">;

export function figureOf(entries: readonly Entry[], quantity: Quantity, style: Style): Figure {
  const curves = entries.flatMap((entry, i) => curvesOf(entry, i, quantity, style));
  const notes = [
    curves.some(({ shortened }) => shortened) && "Means end with the first seed that does",
    quantity.ofController && entries.some(endsRejected) && "Rejected iterations are left out",
  ];
  return { quantity, curves, notes: notes.filter((note) => note !== false) };
}

function endsRejected({ runs }: Entry): boolean {
  return runs.some(({ iterations }) => iterations.at(-1)?.accepted === false);
}

function curvesOf(
  { label, runs }: Entry,
  entry: number,
  quantity: Quantity,
  { across, smoothing, seeds }: Style,
): Curve[] {
  const raw = runs.map(({ iterations }) => traceOf(iterations, quantity, across));
  const known = raw.filter(({ x }) => x.length > 0);
  const smooth = smoothing > 0 ? known.map((trace) => smoothed(trace, smoothing)) : known;
  if (seeds === "all" || known.length < 2)
    return known.map((trace, i) => ({
      entry,
      label: runs.length > 1 ? `${label}, seed ${runs[raw.indexOf(trace)]!.config.seed}` : label,
      line: smooth[i]!,
      raw: smoothing > 0 ? trace : null,
      band: null,
      shortened: false,
    }));
  const { x, mean, low, high } = folded(smooth, seeds);
  const before = smoothing > 0 ? folded(known, seeds) : null;
  const inRange = (edge: number[]) => edge.map((value) => within(quantity.range, value));
  return [
    {
      entry,
      label,
      line: { x, y: mean },
      raw: before && { x: before.x, y: before.mean },
      band: { low: inRange(low), high: inRange(high) },
      shortened: known.some((trace) => trace.x.at(-1)! > (x.at(-1) ?? Number.NEGATIVE_INFINITY)),
    },
  ];
}
