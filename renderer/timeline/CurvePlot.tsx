/** One quantity over the iterations: its mean, its spread, and a mark at the iteration that is looked at. */
import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import type uPlot from "uplot";
import { formatLike, formatNumber, formatQuantity } from "../app/format.ts";
import { token, useTheme } from "../theme/theme.ts";
import { logLimits } from "./costs.ts";
import { acceptedOnly, type CurveColumns, forLogAxis, nearestIteration } from "./curves.ts";
import { decimated } from "./decimate.ts";
import { Plot } from "./Plot.tsx";
import { scrubTo } from "./scrub.ts";
import { axis, everySplit, logSplits, seriesStyle, tickLabels } from "./style.ts";

interface Props {
  title: string;
  unit: string;
  columns: CurveColumns;
  /** Which colour of the set. */
  series: number;
  log: boolean;
  /** Right end of the axis. */
  last: number;
  selected: number | null;
  /** Whether the iterations are written below; stacked charts share them. */
  labelled: boolean;
}

export function CurvePlot({ title, unit, columns, series, log, last, selected, labelled }: Props) {
  const theme = useTheme((themes) => themes.theme);
  const limits = useLatest(useMemo(() => logLimits([columns[1].map((value) => value ?? 0)]), [columns]));
  const data = useMemo(() => acceptedOnly(columns), [columns]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are the theme's
  const options = useMemo(
    () => curveOptions({ series, last, labelled, log, limits: () => limits.current }),
    [series, last, labelled, log, limits, theme],
  );
  const thin = useCallback(
    (all: uPlot.AlignedData, width: number) => {
      const drawn = decimated(all as CurveColumns, axisRange(last), width - AXIS_WIDTH - MARGIN);
      return (log ? forLogAxis(drawn, limits.current[0]) : drawn) as uPlot.AlignedData;
    },
    [last, log, limits],
  );
  const onChart = useIterationMark(selected, columns[0]);
  const { stroke } = seriesStyle(series);
  const at = columns[0].indexOf(selected ?? -1);
  const value = at < 0 ? null : (columns[1][at] ?? null);
  const spread = at < 0 || value === null ? null : (columns[3][at] ?? value) - value;
  return (
    <div className="curve">
      <p className="curve-title" title={title}>
        <span>
          {title}
          {!labelled && columns[4].some((rejected) => rejected !== null) && <RejectedKey stroke={stroke} />}
        </span>
        <span className="value number">
          <MeanAndSpread mean={value} spread={spread} unit={unit} />
        </span>
      </p>
      <Plot
        label={`${title} over ${columns[0].length} iterations`}
        options={options}
        data={data as uPlot.AlignedData}
        thin={thin}
        onChart={onChart}
      />
    </div>
  );
}

/** What a hollow point is; said once above charts that share their iterations. */
function RejectedKey({ stroke }: { stroke: string }) {
  return (
    <span className="rejected-key" title="The rollouts did not bear the controller out; it was taken back">
      <svg width="8" height="8" aria-hidden="true">
        <circle cx="4" cy="4" r="3" fill="none" stroke={stroke} strokeWidth="1.5" />
      </svg>{" "}
      rejected
    </span>
  );
}

/** "0.0028 ± 0.0009 m" */
function MeanAndSpread({ mean, spread, unit }: { mean: number | null; spread: number | null; unit: string }) {
  if (mean === null || !spread) return formatQuantity(mean, unit);
  return (
    <>
      {formatNumber(mean)}
      <span className="muted"> ± {formatLike(mean, spread)}</span>
      {unit && `\u00a0${unit}`}
    </>
  );
}

/** Draws the mark of the selected iteration; a click selects, a drag goes through the history. */
export function useIterationMark(
  selected: number | null,
  iterations: readonly number[],
): (chart: uPlot | null) => void {
  const mark = useRef<HTMLDivElement | null>(null);
  const plot = useRef<uPlot | null>(null);
  const iteration = useLatest(selected);
  const all = useLatest(iterations);
  const place = useCallback(() => {
    if (!plot.current || !mark.current) return;
    mark.current.hidden = iteration.current === null;
    mark.current.style.transform = `translateX(${plot.current.valToPos(iteration.current ?? 0, "x")}px)`;
  }, [iteration]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark moves with the selection
  useEffect(place, [selected, place]);
  return useCallback(
    (chart) => {
      plot.current = chart;
      if (!chart) return;
      mark.current = document.createElement("div");
      mark.current.className = "time-cursor";
      chart.over.append(mark.current);
      chart.hooks.draw = [...(chart.hooks.draw ?? []), place];
      const goTo = (event: PointerEvent) => {
        const at = chart.posToVal(event.clientX - chart.over.getBoundingClientRect().left, "x");
        const nearest = nearestIteration(all.current, at);
        if (nearest !== null && nearest !== iteration.current) scrubTo(nearest);
      };
      chart.over.addEventListener("pointerdown", (event) => {
        chart.over.setPointerCapture(event.pointerId);
        goTo(event);
      });
      chart.over.addEventListener("pointermove", (event) => {
        if (event.buttons & 1) goTo(event);
      });
      place();
    },
    [place, all, iteration],
  );
}

/** The value of the latest rendering, for what is called later. */
function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}

interface CurveStyle {
  series: number;
  last: number;
  labelled: boolean;
  log: boolean;
  /** Limits of the logarithmic axis now: they grow with the data, which is no reason to make the chart anew. */
  limits(): [number, number];
}

/** Width of the cost's axis and of the margin beside the curve [CSS px]. */
const AXIS_WIDTH = 52;
const MARGIN = 12;
/** Points nearer than this would run together [CSS px]: the line alone is drawn. */
const POINT_SPACING = 4;

/** Marks of rejected iterations [CSS px]; among more than this many iterations small ones, which leave the line to be seen. */
const REJECTED = { few: { size: 7, width: 1.5 }, many: { size: 4, width: 1 } };
const MANY = 100;

function axisRange(last: number): [number, number] {
  return [0.5, Math.max(2, last) + 0.5];
}

/** Share of the colour in the band round the mean, as two hexadecimal digits. */
const BAND = "30";

function curveOptions({ series, last, labelled, log, limits }: CurveStyle): Omit<uPlot.Options, "width" | "height"> {
  const { stroke } = seriesStyle(series);
  const edge = { width: 0, spanGaps: true, points: { show: false } };
  const marks = last > MANY ? REJECTED.many : REJECTED.few;
  const spacious = (chart: uPlot) => chart.bbox.width / devicePixelRatio >= POINT_SPACING * last;
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [8, MARGIN, labelled ? 0 : 6, 0],
    scales: {
      x: { time: false, range: axisRange(last) },
      y: log
        ? { distr: 3, range: limits }
        : { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.06 : 1] },
    },
    axes: [
      axis({
        scale: "x",
        show: labelled,
        values: wholeLabels,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
        space: 28,
        size: 22,
      }),
      axis({
        scale: "y",
        values: tickLabels,
        space: 22,
        size: AXIS_WIDTH,
        ...(log ? { splits: logSplits, filter: everySplit } : {}),
      }),
    ],
    bands: [{ series: [3, 2], fill: `${stroke}${BAND}` }],
    series: [
      {},
      { stroke, width: 1.5, spanGaps: true, points: { show: spacious, size: 5, fill: stroke, stroke, width: 0 } },
      edge,
      edge,
      // Rejected iterations are hollow and off the line.
      { stroke, paths: () => null, points: { show: true, ...marks, fill: token("surface"), stroke } },
    ],
  };
}

export function wholeLabels(_: uPlot, values: number[]): string[] {
  return values.map((value) => (Number.isInteger(value) ? String(value) : ""));
}
