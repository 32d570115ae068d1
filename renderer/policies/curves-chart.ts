/** How a chart of several curves looks: over iterations or over time, linear or logarithmic. */
import type uPlot from "uplot";
import { logLimits } from "../timeline/costs.ts";
import type { Column } from "../timeline/curves.ts";
import { axis, everySplit, logSplits, type SeriesStyle, tickLabels } from "../timeline/style.ts";

interface ChartOfCurves {
  styles: readonly SeriesStyle[];
  log: boolean;
  /** Range and labels of the axis that all curves share. */
  x: {
    range: [number, number];
    values(chart: uPlot, values: number[]): string[];
    incrs?: number[];
    space: number;
  };
  /** Least width of an interval between points in which they are marked [CSS px]; none are marked without. */
  points: number | null;
}

export function chartOfCurves({ styles, log, x, points }: ChartOfCurves): Omit<uPlot.Options, "width" | "height"> {
  const [from, to] = x.range;
  const spacious = (chart: uPlot) => points !== null && chart.bbox.width / devicePixelRatio >= points * (to - from);
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 12, 0, 0],
    scales: {
      x: { time: false, range: x.range },
      y: log
        ? { distr: 3, range: (chart) => logLimits(positive(chart.data.slice(1) as Column[])) }
        : { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.06 : 1] },
    },
    axes: [
      axis({ scale: "x", size: 24, values: x.values, space: x.space, ...(x.incrs ? { incrs: x.incrs } : {}) }),
      axis({
        scale: "y",
        values: tickLabels,
        space: 24,
        size: 52,
        ...(log ? { splits: logSplits, filter: everySplit } : {}),
      }),
    ],
    series: [
      {},
      ...styles.map(({ stroke, dash }) => ({
        stroke,
        dash,
        width: 1.5,
        spanGaps: true,
        points: { show: spacious, size: 5, fill: stroke, stroke, width: 0 },
      })),
    ],
  };
}

function positive(columns: readonly Column[]): number[][] {
  return columns.map((column) => column.map((value) => value ?? 0));
}

/** A logarithmic axis has no place for what is not positive. */
export function drawable(values: Column, log: boolean): Column {
  return log ? values.map((value) => (value !== null && value > 0 ? value : null)) : values;
}
