/**
 * A line across the compared curves, with what each says there: under the pointer, or moved by the arrow keys from one
 * point to the next. All charts share it, since they share their axis.
 */
import { type KeyboardEvent, type PointerEvent, useMemo, useState } from "react";
import { formatNumber, formatQuantity } from "../app/format.ts";
import { entryStyle } from "./entry-style.ts";
import type { Picture, Plot } from "./marks.ts";
import { nearestStop, type Reading, readingsAt, stopsOf } from "./readings.ts";
import { shareOf } from "./scales.ts";

interface Props {
  picture: Picture;
  /** What the axis counts. */
  across: string;
}

interface Cursor {
  /** Chart whose values are told. */
  plot: number;
  /** Index of the stop. */
  stop: number;
}

/** From the line to the values beside it [px]. */
const BESIDE = 12;

export function CurvesCursor({ picture: { plots, width, height }, across }: Props) {
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const stops = useMemo(() => stopsOf(plots), [plots]);
  const plot = plots[cursor?.plot ?? 0];
  const x = stops[cursor?.stop ?? 0];
  if (plot === undefined || x === undefined) return null;
  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const [px, py] = [event.clientX - left, event.clientY - top];
    const index = plots.findIndex(
      ({ box }) => px >= box.left && px <= box.right && py >= box.top - BESIDE && py <= box.bottom + BESIDE,
    );
    const found = plots[index];
    if (!found) return setCursor(null);
    const share = (px - found.box.left) / (found.box.right - found.box.left);
    setCursor({ plot: index, stop: nearestStop(stops, found.x.from + share * (found.x.to - found.x.from)) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { plot: shown, stop } = cursor ?? { plot: 0, stop: -1 };
    const last = stops.length - 1;
    const moved = { ArrowLeft: Math.max(0, stop - 1), ArrowRight: Math.min(last, stop + 1), Home: 0, End: last }[
      event.key
    ];
    const chart = { ArrowUp: Math.max(0, shown - 1), ArrowDown: Math.min(plots.length - 1, shown + 1) }[event.key];
    if (moved !== undefined) setCursor({ plot: shown, stop: moved });
    else if (chart !== undefined) setCursor({ plot: chart, stop: Math.max(0, stop) });
    else if (event.key === "Escape" && cursor !== null) setCursor(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const readings = readingsAt(plot, x);
  const { quantity } = plot.figure;
  const told = readings.map(({ label, value }) => `${label} ${formatQuantity(value, quantity.unit)}`);
  return (
    <div
      className="curves-cursor"
      role="slider"
      tabIndex={0}
      aria-label="Values along the curves"
      aria-valuemin={stops[0]}
      aria-valuemax={stops.at(-1)}
      aria-valuenow={x}
      aria-valuetext={`${across} ${formatPlace(x)}, ${quantity.title}: ${told.join("; ")}`}
      style={{ width, height }}
      onPointerMove={point}
      onPointerLeave={() => setCursor(null)}
      onBlur={() => setCursor(null)}
      onKeyDown={onKeyDown}
    >
      {cursor !== null && (
        <>
          <svg width={width} height={height} aria-hidden="true">
            {plots.map((one) => (
              <Line key={one.figure.quantity.id} plot={one} x={x} />
            ))}
          </svg>
          <Values plot={plot} x={x} readings={readings} across={across} width={width} />
        </>
      )}
    </div>
  );
}

/** The line in one chart, and a dot on each curve. */
function Line({ plot, x }: { plot: Plot; x: number }) {
  const { box } = plot;
  const at = placeOf(plot, x);
  if (at > box.right + 1) return null;
  return (
    <g>
      <line className="curves-line" x1={at} x2={at} y1={box.top} y2={box.bottom} />
      {readingsAt(plot, x).map(({ entry, label, point: [px, py] }) => (
        <circle key={label} cx={px} cy={py} r="3" fill={entryStyle(entry).stroke} />
      ))}
    </g>
  );
}

interface ValuesProps {
  plot: Plot;
  x: number;
  readings: readonly Reading[];
  across: string;
  width: number;
}

/** Beside the line, on the side that has more room. */
function Values({ plot, x, readings, across, width }: ValuesProps) {
  const at = placeOf(plot, x);
  const side = at > width / 2 ? { right: width - at + BESIDE } : { left: at + BESIDE };
  const { unit } = plot.figure.quantity;
  return (
    <div className="curves-values" style={{ ...side, top: plot.box.top }}>
      <p className="muted">
        {across} {formatPlace(x)}
      </p>
      {readings.map(({ entry, label, value, band }) => (
        <p key={label}>
          <span className="curves-swatch" style={{ background: entryStyle(entry).stroke }} />
          <span className="curves-label">{label}</span>
          <span className="number">
            {formatQuantity(value, unit)}
            {band && (
              <span className="muted">
                {" "}
                {formatNumber(band[0])}…{formatNumber(band[1])}
              </span>
            )}
          </span>
        </p>
      ))}
      {readings.length === 0 && <p className="muted">No curve reaches here.</p>}
    </div>
  );
}

/** [px] */
function placeOf({ box, x: scale }: Plot, x: number): number {
  return box.left + shareOf(scale, x) * (box.right - box.left);
}

/** Iterations and rollouts are whole; seconds are not. */
function formatPlace(x: number): string {
  return Number.isInteger(x) ? x.toLocaleString("en") : formatNumber(x);
}
