/** How curves look everywhere: colours that colour-blind people tell apart, and a dash pattern with each. */
import type uPlot from "uplot";
import { formatNumber, superscript } from "../app/format.ts";
import { token } from "../theme/theme.ts";
import { decades } from "./costs.ts";

const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3], [12, 4], [4, 2]] as const;
/** Least distance between the labels of a logarithmic axis [px]. */
const LOG_SPACE = 22;
const FONT = '11px Inter, system-ui, "Segoe UI", "Liberation Sans", sans-serif';

export interface SeriesStyle {
  stroke: string;
  dash: number[];
}

/** The n-th series of a chart; after six the colours come again with other dashes. */
export function seriesStyle(n: number): SeriesStyle {
  return { stroke: token(`series-${(n % 6) + 1}`), dash: [...(DASHES[(n + Math.floor(n / 6)) % DASHES.length] ?? [])] };
}

type AxisOptions = Pick<uPlot.Axis, "values" | "space" | "size" | "show" | "splits" | "ticks" | "filter" | "incrs"> & {
  scale: string;
};

export function axis(options: AxisOptions): uPlot.Axis {
  const grid = token("grid");
  return {
    font: FONT,
    stroke: token("faint"),
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1, size: 4 },
    gap: 4,
    ...options,
  };
}

/** uPlot would leave out labels that it thinks too near; `logSplits` has seen to that. */
export function everySplit(_: uPlot, splits: number[]): number[] {
  return splits;
}

/** A logarithmic axis shows whole powers of ten only, as many as its height has room for. */
export function logSplits(chart: uPlot, _axis: number, low: number, high: number): number[] {
  return decades([low, high], Math.max(2, Math.floor(chart.bbox.height / devicePixelRatio / LOG_SPACE) + 1));
}

/** Tick labels with as few digits as tell them apart. */
export function tickLabels(_: uPlot, values: number[]): string[] {
  return values.map((value) => (value === null ? "" : short(value)));
}

function short(value: number): string {
  const power = Math.log10(value);
  if (Number.isInteger(power) && Math.abs(power) > 3) return `10${superscript(power)}`;
  const text = formatNumber(value);
  return /^[^·]*\.\d*$/.test(text) ? text.replace(/\.?0+$/, "") : text;
}
