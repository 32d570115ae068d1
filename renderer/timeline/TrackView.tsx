/** One track: its title, its series with their values at the cursor, and its chart. */
import { useMemo, useRef, useState } from "react";
import type uPlot from "uplot";
import { useStore } from "zustand";
import { formatQuantity } from "../app/format.ts";
import { frameAt, playback } from "../app/playback.ts";
import { token, useTheme } from "../theme/theme.ts";
import { columnsOf, linesOf, rangeOf } from "./drawn.ts";
import type { Series } from "./series.ts";
import { seriesStyle } from "./style.ts";
import { TimePlot } from "./TimePlot.tsx";
import { timelineView } from "./timeline-view.ts";
import { type LineStyle, trackOptions } from "./track-options.ts";
import type { Track } from "./tracks.ts";

interface Props {
  track: Track;
  dt: number;
  stacked: boolean;
  log: boolean;
}

interface Entry {
  series: Series;
  style: LineStyle;
}

export function TrackView({ track, dt, stacked, log }: Props) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const entries = useEntries(track, stacked);
  const shown = useMemo(() => entries.filter(({ series }) => !hidden.has(series.name)), [entries, hidden]);
  const lines = useMemo(
    () =>
      linesOf(
        shown.map(({ series }) => series),
        stacked,
      ),
    [shown, stacked],
  );
  const range = useRef(() => rangeOf(lines));
  range.current = () => rangeOf(lines);
  // A chart is made anew for other lines, not for other numbers of the same lines.
  const kind = JSON.stringify([shown.map(({ series, style }) => [series.name, style, series.limits]), stacked, log]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `kind` stands for all of them
  const options = useMemo(
    () =>
      trackOptions({
        lines,
        styles: shown.map(({ style }) => style),
        limits: [...new Set(shown.flatMap(({ series }) => series.limits ?? []))],
        stacked,
        log,
        range: () => range.current(),
      }),
    [kind, lines.map(({ band }) => band !== null).join()],
  );
  const columns = useMemo(
    () => (span: readonly [number, number], pixels: number) =>
      columnsOf(lines, dt, span, pixels) as unknown as uPlot.AlignedData,
    [lines, dt],
  );
  const toggle = (name: string) =>
    setHidden((before) => {
      const after = new Set(before);
      if (!after.delete(name)) after.add(name);
      return after;
    });
  return (
    <div className="track" data-testid={`track-${track.id}`}>
      <TrackLegend track={track} entries={entries} hidden={hidden} toggle={toggle} dt={dt} />
      <TimePlot
        label={`${track.title} over time: ${shown.map(({ series }) => series.name.toLowerCase()).join(", ")}`}
        options={options}
        columns={columns}
      />
    </div>
  );
}

/** The series with their looks. The total of parts is drawn where they are not stacked, wide and behind them. */
function useEntries({ series, total }: Track, stacked: boolean): Entry[] {
  const theme = useTheme((themes) => themes.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are the theme's
  return useMemo(() => {
    const entries = series.map((one, i) => ({ series: one, style: { ...seriesStyle(i), width: stacked ? 1 : 1.5 } }));
    if (!total || stacked) return entries;
    return [{ series: total, style: { stroke: token("total"), dash: [], width: 4 } }, ...entries];
  }, [series, total, stacked, theme]);
}

interface LegendProps {
  track: Track;
  entries: readonly Entry[];
  hidden: ReadonlySet<string>;
  toggle(name: string): void;
  dt: number;
}

/** Title and series, with their values under the pointer, else at the clock's moment. */
function TrackLegend({ track, entries, hidden, toggle, dt }: LegendProps) {
  const now = useStore(playback, ({ time, duration }) => frameAt(time, dt, duration));
  const duration = useStore(playback, (state) => state.duration);
  const hover = useStore(timelineView, (view) => view.hover);
  const row = hover === null ? now : frameAt(Math.max(0, hover), dt, duration);
  const told = ({ values }: Series) => formatQuantity(values[row] ?? null, track.unit);
  const sum = track.total && !entries.some(({ series }) => series === track.total) ? track.total : null;
  return (
    <div className="track-title">
      <h3 className="track-name">{track.title}</h3>
      {sum && (
        <span className="muted">
          {sum.name} <span className="value number">{told(sum)}</span>
        </span>
      )}
      <ul className="legend">
        {entries.map(({ series, style }) => (
          <li key={series.name}>
            <button
              type="button"
              className="legend-entry"
              aria-pressed={!hidden.has(series.name)}
              title={`${series.tooltip} · click to show or hide`}
              onClick={() => toggle(series.name)}
            >
              <Swatch {...style} />
              <span className="legend-name">{series.name}</span> <span className="value number">{told(series)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Swatch({ stroke, dash, width }: LineStyle) {
  return (
    <svg width="14" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="14" y2="4" stroke={stroke} strokeWidth={width} strokeDasharray={dash.join(" ")} />
    </svg>
  );
}
