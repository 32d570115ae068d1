/** Zooms a chart over time: by buttons round the playback's moment, by the wheel round the pointer. */
import { useCallback, useMemo, useRef, useState } from "react";
import type uPlot from "uplot";
import { playback } from "../app/playback.ts";
import { type Span, zoomed, zoomedRound } from "./span.ts";

const PER_CLICK = 2;
const PER_WHEEL_PIXEL = 0.0015;

export interface Zoom {
  span: Span;
  /** Whether all of the time is shown. */
  whole: boolean;
  zoomIn(): void;
  zoomOut(): void;
  /** Takes each chart as it is made. */
  onChart(chart: uPlot | null): void;
}

export function useZoom(duration: number): Zoom {
  const [chosen, setChosen] = useState<Span | null>(null);
  // A span that was chosen for a longer rollout is none of this one.
  const span = useMemo<Span>(() => (chosen && chosen[1] <= duration ? chosen : [0, duration]), [chosen, duration]);
  const latest = useRef(span);
  latest.current = span;
  const show = useCallback((next: Span) => setChosen(next[1] - next[0] >= duration ? null : next), [duration]);
  const byClick = (factor: number) => show(zoomedRound(latest.current, playback.getState().time, factor, duration));
  const onChart = useCallback(
    (chart: uPlot | null) => {
      chart?.over.addEventListener(
        "wheel",
        (event) => {
          event.preventDefault();
          const at = chart.posToVal(event.clientX - chart.over.getBoundingClientRect().left, "x");
          const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
          show(zoomed(latest.current, at, Math.exp(pixels * PER_WHEEL_PIXEL), duration));
        },
        { passive: false },
      );
      chart?.over.addEventListener("dblclick", () => setChosen(null));
    },
    [duration, show],
  );
  return {
    span,
    whole: span[1] - span[0] >= duration,
    zoomIn: () => byClick(1 / PER_CLICK),
    zoomOut: () => byClick(PER_CLICK),
    onChart,
  };
}
