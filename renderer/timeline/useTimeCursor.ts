/** Ties a chart over time to the playback clock, both ways: the line follows the clock, a drag moves the clock. */
import { useCallback, useEffect, useRef } from "react";
import type uPlot from "uplot";
import { pause, playback, seek } from "../app/playback.ts";

/** Returns the function that takes each chart as it is made. */
export function useTimeCursor(): (chart: uPlot | null) => void {
  const line = useRef<HTMLDivElement | null>(null);
  const plot = useRef<uPlot | null>(null);
  const place = useCallback(() => {
    if (!plot.current || !line.current) return;
    line.current.style.transform = `translateX(${plot.current.valToPos(playback.getState().time, "x")}px)`;
  }, []);
  useEffect(() => playback.subscribe(place), [place]);
  return useCallback(
    (chart) => {
      plot.current = chart;
      if (!chart) return;
      line.current = document.createElement("div");
      line.current.className = "time-cursor";
      chart.over.append(line.current);
      chart.hooks.draw = [...(chart.hooks.draw ?? []), place];
      scrubOn(chart);
      place();
    },
    [place],
  );
}

/** Playing pauses while somebody drags, and stays paused: they are looking at a moment. */
function scrubOn(chart: uPlot): void {
  const take = (event: PointerEvent) =>
    seek(chart.posToVal(event.clientX - chart.over.getBoundingClientRect().left, "x"));
  chart.over.addEventListener("pointerdown", (event) => {
    chart.over.setPointerCapture(event.pointerId);
    pause();
    take(event);
  });
  chart.over.addEventListener("pointermove", (event) => {
    if (event.buttons & 1) take(event);
  });
}
