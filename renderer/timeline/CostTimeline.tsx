import { useCallback, useMemo } from "react";
import type uPlot from "uplot";
import { useStore } from "zustand";
import { Empty } from "../app/Empty.tsx";
import { formatNumber, formatTime } from "../app/format.ts";
import { IconButton } from "../app/IconButton.tsx";
import { frameAt, playback } from "../app/playback.ts";
import { type Shown, useShown } from "../app/shown-store.ts";
import { Toggle } from "../app/Toggle.tsx";
import { useDisplay, useView } from "../app/view-store.ts";
import { chosenRollout } from "../scene/content.ts";
import type { ShownRollout } from "../scene/mean.ts";
import { token, useTheme } from "../theme/theme.ts";
import { costColumns, logLimits } from "./costs.ts";
import { Plot } from "./Plot.tsx";
import type { Span } from "./span.ts";
import { axis, everySplit, logSplits, type SeriesStyle, seriesStyle, tickLabels } from "./style.ts";
import { useTimeCursor } from "./useTimeCursor.ts";
import { useZoom } from "./useZoom.ts";

export function CostTimeline() {
  const shown = useShown((store) => store.state.shown);
  const choice = useView((view) => view.shown);
  const rollout = useMemo(() => (shown ? chosenRollout(shown, choice) : null), [shown, choice]);
  return (
    <section className="timeline-panel" aria-label="Cost timeline" data-testid="cost-timeline">
      {shown && rollout ? (
        <Costs shown={shown} rollout={rollout} />
      ) : (
        <NoCosts diverged={(shown?.rollouts.length ?? 0) > 0} />
      )}
    </section>
  );
}

function NoCosts({ diverged }: { diverged: boolean }) {
  return diverged ? (
    <Empty title="Every rollout diverged">
      <p>There is no mean to show; pick a single sample above the scene.</p>
    </Empty>
  ) : (
    <Empty title="No rollout to show yet">
      <p>The cost of each step appears here with the first iteration.</p>
    </Empty>
  );
}

interface Line extends SeriesStyle {
  title: string;
  tooltip: string;
  width: number;
}

function Costs({ shown, rollout }: { shown: Shown; rollout: ShownRollout }) {
  const theme = useTheme((themes) => themes.theme);
  const log = useDisplay((display) => display.logCost);
  const { task } = shown;
  const columns = useMemo(() => costColumns(rollout.costs, task.costTerms.length, task.dt), [rollout, task]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are the theme's
  const lines = useMemo<Line[]>(
    () => [
      // Wide and behind the terms: where one term is nearly all of the cost, both stay visible.
      { title: "Total", tooltip: "Sum of the terms", stroke: token("total"), dash: [], width: 4 },
      ...task.costTerms.map(({ title, formula }, i) => ({ title, tooltip: formula, width: 1.5, ...seriesStyle(i) })),
    ],
    [task, theme],
  );
  const duration = task.steps * task.dt;
  const zoom = useZoom(duration);
  const { span } = zoom;
  const options = useMemo(() => costOptions(lines, span, log), [lines, span, log]);
  const [cursorOn, zoomOn] = [useTimeCursor(), zoom.onChart];
  const onChart = useCallback(
    (chart: uPlot | null) => {
      cursorOn(chart);
      zoomOn(chart);
    },
    [cursorOn, zoomOn],
  );
  return (
    <>
      <div className="panel-bar">
        <Legend lines={lines} columns={columns} />
        <span className="spacer" />
        <IconButton
          icon="zoomOut"
          className="small"
          label="Show more time"
          shortcut="wheel, double click for all"
          disabled={zoom.whole}
          onClick={zoom.zoomOut}
        />
        <IconButton
          icon="zoomIn"
          className="small"
          label="Show less time, round the cursor"
          shortcut="wheel"
          onClick={zoom.zoomIn}
        />
        <Toggle
          label="Log"
          title="Logarithmic cost axis"
          on={log}
          onChange={(on) => useDisplay.setState({ logCost: on })}
        />
      </div>
      <Plot
        label={`Cost over ${formatTime(duration)}: ${lines.map(({ title }) => title.toLowerCase()).join(", ")}`}
        options={options}
        data={columns as unknown as uPlot.AlignedData}
        onChart={onChart}
      />
    </>
  );
}

/** The lines by name, with their values at the cursor. */
function Legend({ lines, columns }: { lines: readonly Line[]; columns: readonly Float64Array[] }) {
  const row = useStore(playback, ({ time, dt, duration }) => frameAt(time, dt, duration));
  return (
    <ul className="legend">
      {lines.map(({ title, tooltip, stroke, dash, width }, i) => (
        <li key={title} title={tooltip}>
          <Swatch stroke={stroke} dash={dash} width={width} />
          {title} <span className="value number">{formatNumber(columns[i + 1]?.[row] ?? null)}</span>
        </li>
      ))}
    </ul>
  );
}

function Swatch({ stroke, dash, width }: SeriesStyle & { width: number }) {
  return (
    <svg width="14" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="14" y2="4" stroke={stroke} strokeWidth={width} strokeDasharray={dash.join(" ")} />
    </svg>
  );
}

function costOptions(lines: readonly Line[], span: Span, log: boolean): Omit<uPlot.Options, "width" | "height"> {
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 12, 0, 0],
    scales: {
      x: { time: false, range: [span[0], span[1]] },
      y: log
        ? { distr: 3, range: (chart) => logLimits(chart.data.slice(1) as Float64Array[]) }
        : { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.06 : 1] },
    },
    axes: [
      axis({
        scale: "x",
        values: (_, values) => values.map((value) => `${Number(value.toFixed(3))} s`),
        space: 56,
        size: 26,
      }),
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
      ...lines.map(({ title, stroke, dash, width }) => ({
        label: title,
        stroke,
        dash,
        width,
        points: { show: false },
      })),
    ],
  };
}
