/** A track as the columns of a chart, of any part of the time, thinned to its width. */
import { Extremes, FACTOR } from "./extremes.ts";
import type { Series } from "./series.ts";
import type { Span } from "./span.ts";

/** The lines of a track: what is drawn of each series. */
export interface Line {
  values: Extremes;
  band: { low: Extremes; high: Extremes } | null;
}

/** More series than this have no bands: they would cover each other. */
const MOST_BANDS = 4;

/** The lines of series; stacked ones lie on those before them. */
export function linesOf(series: readonly Series[], stacked: boolean): Line[] {
  const below = new Float64Array(series[0]?.values.length ?? 0);
  return series.map(({ values, band }) => {
    if (stacked) {
      for (let t = 0; t < below.length; t++) below[t]! += values[t]!;
      return { values: new Extremes(below.slice()), band: null };
    }
    const banded = band !== null && series.length <= MOST_BANDS;
    return {
      values: new Extremes(values),
      band: banded ? { low: new Extremes(band.low), high: new Extremes(band.high) } : null,
    };
  });
}

/** Least and greatest value of all lines, with their bands. */
export function rangeOf(lines: readonly Line[]): [number, number] {
  const ranges = lines.flatMap(({ values, band }) =>
    [values, ...(band ? [band.low, band.high] : [])].map((extremes) => extremes.between(0, Infinity)),
  );
  return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
}

type Column = (number | null)[];

/**
 * Columns of the part of the time that is shown: times [s], then of each line its values and, where it has a band, the
 * band's edges. A part with more steps than two for each pixel has the least and the greatest of each pixel's steps.
 */
export function columnsOf(
  lines: readonly Line[],
  dt: number,
  [from, to]: Span,
  pixels: number,
): [number[], ...Column[]] {
  const steps = lines[0]?.values.values.length ?? 0;
  // One step more to either side: lines go on to the chart's edge.
  const first = Math.max(0, Math.floor(from / dt) - 1);
  const end = Math.min(steps, Math.ceil(to / dt) + 2);
  const least = Math.max(1, Math.ceil((end - first) / pixels));
  // Long buckets are whole blocks, whose extremes are known.
  const bucket = least <= FACTOR ? least : Math.ceil(least / FACTOR) * FACTOR;
  // Buckets stay where they are while the view moves, so that nothing flickers.
  const start = bucket <= 2 ? first : Math.floor(first / bucket) * bucket;
  return bucket <= 2 ? everyStep(lines, dt, first, end) : leastAndGreatest(lines, dt, start, end, bucket);
}

function everyStep(lines: readonly Line[], dt: number, first: number, end: number): [number[], ...Column[]] {
  const rows = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  const column = ({ values }: Extremes): Column => rows.map((row) => finite(values[row]!));
  return [
    rows.map((row) => row * dt),
    ...lines.flatMap(({ values, band }) => [values, ...(band ? [band.low, band.high] : [])].map(column)),
  ];
}

function leastAndGreatest(
  lines: readonly Line[],
  dt: number,
  start: number,
  end: number,
  bucket: number,
): [number[], ...Column[]] {
  const count = Math.ceil((end - start) / bucket);
  const times: number[] = [];
  for (let b = 0; b < count; b++) times.push((start + b * bucket) * dt, (start + (b + 0.5) * bucket) * dt);
  const column = (extremes: Extremes, take: (low: number, high: number, odd: boolean) => [number, number]): Column => {
    const values: Column = [];
    for (let b = 0; b < count; b++) {
      const [low, high] = extremes.between(start + b * bucket, Math.min(end, start + (b + 1) * bucket));
      values.push(...take(low, high, b % 2 === 1).map(finite));
    }
    return values;
  };
  return [
    times,
    ...lines.flatMap(({ values, band }) => [
      // Up and down in turns, so that the line between two pixels is no longer than it needs to be.
      column(values, (low, high, odd) => (odd ? [high, low] : [low, high])),
      ...(band ? [column(band.low, (low) => [low, low]), column(band.high, (_, high) => [high, high])] : []),
    ]),
  ];
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
