/**
 * The pointer on a chart of time: a drag moves the clock, with Shift it selects a section, with Alt or the middle button
 * it pans; the wheel zooms round the pointer, sideways or with Shift it pans; a double click shows all.
 */
import type uPlot from "uplot";
import { pause, seek, selectSection } from "../app/playback.ts";
import { hoverAt, panBy, showAll, zoomAt } from "./timeline-view.ts";

const PER_WHEEL_PIXEL = 0.0015;

export function listenOnChart(chart: uPlot): void {
  const { over } = chart;
  const timeAt = ({ clientX }: MouseEvent) => chart.posToVal(clientX - over.getBoundingClientRect().left, "x");
  const secondsIn = (pixels: number) => chart.posToVal(pixels, "x") - chart.posToVal(0, "x");
  let drag: ((event: PointerEvent) => void) | null = null;
  over.addEventListener("pointerdown", (event) => {
    if (event.button > 1) return;
    over.setPointerCapture(event.pointerId);
    event.preventDefault();
    const start = timeAt(event);
    if (event.button === 1 || event.altKey) drag = ({ movementX }) => panBy(-secondsIn(movementX));
    else if (event.shiftKey) drag = (moved) => selectSection(start, timeAt(moved));
    else {
      // Playing pauses while somebody drags, and stays paused: they are looking at a moment.
      pause();
      seek(start);
      drag = (moved) => seek(timeAt(moved));
    }
  });
  over.addEventListener("pointermove", (event) => {
    hoverAt(timeAt(event));
    drag?.(event);
  });
  for (const end of ["pointerup", "pointercancel"] as const) {
    over.addEventListener(end, () => {
      drag = null;
    });
  }
  over.addEventListener("pointerleave", () => hoverAt(null));
  over.addEventListener("dblclick", showAll);
  over.addEventListener("wheel", (event) => onWheel(event, timeAt(event), secondsIn), { passive: false });
}

function onWheel(event: WheelEvent, at: number, secondsIn: (pixels: number) => number): void {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
  const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
  if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) panBy(secondsIn(sideways * unit));
  else zoomAt(at, Math.exp(event.deltaY * unit * PER_WHEEL_PIXEL));
}
