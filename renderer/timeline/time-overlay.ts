/** What lies over a chart of time: the clock's line, the pointer's, and the section that is played. */
import type uPlot from "uplot";
import { playback } from "../app/playback.ts";
import { timelineView } from "./timeline-view.ts";

/** Draws on a chart until it is stopped; `place` puts everything where it belongs after the chart has changed. */
export function overlayOn(chart: uPlot): { place(): void; stop(): void } {
  const part = (className: string) => {
    const element = document.createElement("div");
    element.className = className;
    chart.over.append(element);
    return element;
  };
  const section = part("time-section");
  const hover = part("time-hover");
  const line = part("time-cursor");
  const at = (time: number) => chart.valToPos(time, "x");
  const place = () => {
    const state = playback.getState();
    const { hover: pointed } = timelineView.getState();
    line.style.transform = `translateX(${at(state.time)}px)`;
    hover.hidden = pointed === null;
    if (pointed !== null) hover.style.transform = `translateX(${at(pointed)}px)`;
    section.hidden = state.section === null;
    if (!state.section) return;
    const [from, to] = state.section.map(at) as [number, number];
    section.style.left = `${from}px`;
    section.style.width = `${to - from}px`;
  };
  const stops = [playback.subscribe(place), timelineView.subscribe(place)];
  return {
    place,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
