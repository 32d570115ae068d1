/** What compared curves say at a place of their common axis. */
import type { Plot, Point } from "./marks.ts";
import { between } from "./traces.ts";

export interface Reading {
  /** Which entry it belongs to, which gives it its colour. */
  entry: number;
  label: string;
  value: number;
  /** Edges of the band there; null without one. */
  band: readonly [low: number, high: number] | null;
  /** Where it lies in the picture [px]. */
  point: Point;
}

/** Every place at which one of the curves has a point, ascending. */
export function stopsOf(plots: readonly Plot[]): number[] {
  const all = new Set(plots.flatMap(({ figure }) => figure.curves.flatMap(({ line }) => line.x)));
  return [...all].sort((a, b) => a - b);
}

/** Index of the stop that is nearest to a place; −1 without stops. */
export function nearestStop(stops: readonly number[], place: number): number {
  const after = firstFrom(stops, place);
  if (after === stops.length) return stops.length - 1;
  if (after === 0) return 0;
  return place - stops[after - 1]! < stops[after]! - place ? after - 1 : after;
}

/** Of each curve that reaches there, straight between its points. */
export function readingsAt({ figure, place }: Plot, x: number): Reading[] {
  return figure.curves.flatMap(({ entry, label, line, band }): Reading[] => {
    if (line.x.length === 0 || x < line.x[0]! || x > line.x.at(-1)!) return [];
    const next = firstFrom(line.x, x);
    const i = line.x[next] === x ? next : next - 1;
    const at = (y: number[]) => between({ x: line.x, y }, i, x);
    const value = at(line.y);
    const edges = band && ([at(band.low), at(band.high)] as const);
    return [{ entry, label, value, band: edges, point: place(x, value) }];
  });
}

/** Index of the first value that is not below a place, in ascending ones; their count where all are. */
function firstFrom(values: readonly number[], place: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
