/** A uPlot chart over time: it shows the span that all timelines show, with the clock's line over it. */
import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { paced } from "../app/paced.ts";
import type { Span } from "./span.ts";
import { listenOnChart } from "./time-input.ts";
import { overlayOn } from "./time-overlay.ts";
import { shownSpan, timelineView } from "./timeline-view.ts";

interface Props {
  /** What the chart shows, in words. */
  label: string;
  /** Made anew, and the chart with it, when what is drawn changes in kind: series, scales, theme. */
  options: Omit<uPlot.Options, "width" | "height">;
  /** Columns of a part of the time for so many pixels; another function when the numbers have changed. */
  columns(span: Span, pixels: number): uPlot.AlignedData;
}

export function TimePlot({ label, options, columns }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(columns);
  latest.current = columns;
  const redraw = useRef(() => {});
  useEffect(() => {
    const host = box.current as HTMLDivElement;
    const size = () => ({ width: Math.max(80, host.clientWidth), height: Math.max(40, host.clientHeight) });
    const data = () => latest.current(shownSpan(), size().width);
    const chart = new uPlot({ ...options, ...size() }, data(), host);
    const overlay = overlayOn(chart);
    chart.hooks.draw = [...(chart.hooks.draw ?? []), overlay.place];
    listenOnChart(chart);
    overlay.place();
    // Whatever asks for it, the chart is drawn once in a frame.
    const drawing = paced(
      () => {
        const { width, height } = size();
        if (width !== chart.width || height !== chart.height) chart.setSize({ width, height });
        chart.setData(data());
      },
      () => 0,
    );
    redraw.current = drawing.request;
    const stop = timelineView.subscribe(({ span }, before) => span !== before.span && drawing.request());
    const resizing = new ResizeObserver(() => {
      const { width, height } = size();
      if (width !== chart.width || height !== chart.height) drawing.request();
    });
    resizing.observe(host);
    return () => {
      stop();
      drawing.cancel();
      resizing.disconnect();
      overlay.stop();
      chart.destroy();
    };
  }, [options]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other numbers are drawn anew
  useEffect(() => redraw.current(), [columns]);
  return <div className="plot" ref={box} role="img" aria-label={label} />;
}
