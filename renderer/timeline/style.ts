/** How curves look everywhere: colours that colour-blind people tell apart, and a dash pattern with each. */
import type uPlot from "uplot";
import { formatNumber } from "../app/format.ts";
import { token } from "../theme/theme.ts";

const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3], [12, 4], [4, 2]] as const;
const FONT = '11px Inter, system-ui, "Segoe UI", "Liberation Sans", sans-serif';

export interface SeriesStyle {
  stroke: string;
  dash: number[];
}

/** The n-th series of a chart. */
export function seriesStyle(n: number): SeriesStyle {
  return { stroke: token(`series-${(n % 6) + 1}`), dash: [...(DASHES[n % DASHES.length] ?? [])] };
}

type AxisOptions = Pick<uPlot.Axis, "values" | "space" | "size" | "show" | "splits" | "incrs"> & { scale: string };

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

/** Tick labels with as few digits as tell them apart; on a logarithmic axis only the powers of ten. */
export function tickLabels(_: uPlot, values: number[]): string[] {
  return values.map((value) => (value === null ? "" : short(value)));
}

function short(value: number): string {
  const text = formatNumber(value);
  return /^[^·]*\.\d*$/.test(text) ? text.replace(/\.?0+$/, "") : text.replace(/^1(\.0+)?·/, "");
}
