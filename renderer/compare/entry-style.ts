/** Colour and dashes of the n-th entry: six colours with a pattern each, then the same colours with other patterns. */
import { type SeriesStyle, seriesStyle } from "../timeline/style.ts";

const COLOURS = 6;

export function entryStyle(n: number): SeriesStyle {
  return { stroke: seriesStyle(n).stroke, dash: seriesStyle(n + Math.floor(n / COLOURS)).dash };
}
