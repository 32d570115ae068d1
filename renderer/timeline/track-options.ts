/** How a track's chart is drawn. */
import type uPlot from "uplot";
import { logLimits } from "./costs.ts";
import type { Line } from "./drawn.ts";
import { axis, everySplit, logSplits, type SeriesStyle, tickLabels } from "./style.ts";
import { timeTicks } from "./time-ticks.ts";
import { shownSpan } from "./timeline-view.ts";

export interface LineStyle extends SeriesStyle {
  width: number;
}

interface TrackLook {
  lines: readonly Line[];
  styles: readonly LineStyle[];
  /** Values between which quantities are kept, drawn as lines. */
  limits: readonly number[];
  stacked: boolean;
  log: boolean;
  /** Of the values, asked for when something is drawn. */
  range(): [number, number];
}

/** Shares of the colour in a band and in a stacked part, as two hexadecimal digits. */
const BAND = "26";
const PART = "99";
/** Room beside a chart, in which its values stand [px]. */
export const BESIDE = { left: 52, right: 16 };
/** Room above the greatest and below the least value, as a share of the range. */
const HEADROOM = 0.06;

export function trackOptions(look: TrackLook): Omit<uPlot.Options, "width" | "height"> {
  const { lines, styles, limits, stacked, log, range } = look;
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const [i, { band }] of lines.entries()) {
    const { stroke, dash, width } = styles[i]!;
    const fill = stacked && i === 0 ? { fill: `${stroke}${PART}` } : {};
    series.push({ stroke, dash, width, points: { show: false }, ...fill });
    if (stacked && i > 0) bands.push({ series: [i + 1, i], fill: `${stroke}${PART}` });
    if (!band) continue;
    const edge = { width: 0, points: { show: false } };
    series.push(edge, edge);
    bands.push({ series: [series.length - 1, series.length - 2], fill: `${stroke}${BAND}` });
  }
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [6, BESIDE.right, 4, 0],
    scales: {
      x: { time: false, range: () => [...shownSpan()] },
      y: log ? { distr: 3, range: () => logLimits([range()]) } : { range: () => linearRange(range(), limits, stacked) },
    },
    axes: [
      // Lines at the times that the axis below all tracks has.
      axis({ scale: "x", values: () => [], size: 0, ticks: { show: false }, splits: timeSplits }),
      axis({
        scale: "y",
        values: tickLabels,
        space: 22,
        size: BESIDE.left,
        ...(log ? { splits: logSplits, filter: everySplit } : {}),
      }),
    ],
    hooks: { drawAxes: [(chart) => drawLimits(chart, limits, styles[0]?.stroke ?? "")] },
    bands,
    series,
  };
}

/** Limits that are far off are no reason to show little of the values. */
const FAR = 4;

function linearRange([low, high]: [number, number], limits: readonly number[], stacked: boolean): [number, number] {
  if (!(low <= high)) return [0, 1];
  if (stacked) return [Math.min(0, low), high > 0 ? high * (1 + HEADROOM) : 1];
  const size = Math.max(Math.abs(low), Math.abs(high));
  const near = limits.filter((limit) => Math.abs(limit) <= FAR * size);
  const [least, greatest] = [Math.min(low, ...near), Math.max(high, ...near)];
  const room = greatest > least ? (greatest - least) * HEADROOM : Math.max(1e-6, Math.abs(least) * HEADROOM);
  return [least - room, greatest + room];
}

/** A dotted line across the chart at each limit. */
function drawLimits(chart: uPlot, limits: readonly number[], stroke: string): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.globalAlpha = 0.6;
  ctx.setLineDash([2 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.lineWidth = devicePixelRatio;
  for (const limit of limits) {
    const y = chart.valToPos(limit, "y", true);
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

function timeSplits({ bbox }: uPlot): number[] {
  return timeTicks(shownSpan(), bbox.width / devicePixelRatio);
}
