/** A uPlot chart that fills its box and follows the theme. */
import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { paced } from "../app/paced.ts";

interface Props {
  /** What the chart shows, in words. */
  label: string;
  /** Made anew, and the chart with it, when what is drawn changes in kind: series, scales, theme. */
  options: Omit<uPlot.Options, "width" | "height">;
  data: uPlot.AlignedData;
  /** What of the data a chart of this width draws [CSS px]; all of it by default. */
  thin?(data: uPlot.AlignedData, width: number): uPlot.AlignedData;
  /** Told of the chart whenever it is made (null when it goes): for cursors that are drawn over it. */
  onChart?(chart: uPlot | null): void;
}

export function Plot({ label, options, data, thin = whole, onChart }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef({ data, thin });
  latest.current = { data, thin };
  const redraw = useRef(() => {});

  useEffect(() => {
    const host = box.current as HTMLDivElement;
    const size = () => ({ width: Math.max(80, host.clientWidth), height: Math.max(40, host.clientHeight) });
    const columns = (width: number) => latest.current.thin(latest.current.data, width);
    const chart = new uPlot({ ...options, ...size() }, columns(size().width), host);
    let drawn = latest.current;
    onChart?.(chart);
    const resized = () => {
      const { width, height } = size();
      return width !== chart.width || height !== chart.height;
    };
    // Whatever asks for it, the chart is drawn once in a frame.
    const drawing = paced(
      () => {
        if (resized()) chart.setSize(size());
        drawn = latest.current;
        chart.setData(columns(chart.width));
      },
      () => 0,
    );
    redraw.current = () => {
      const { data, thin } = latest.current;
      if (data !== drawn.data || thin !== drawn.thin) drawing.request();
    };
    const resizing = new ResizeObserver(() => resized() && drawing.request());
    resizing.observe(host);
    return () => {
      drawing.cancel();
      resizing.disconnect();
      onChart?.(null);
      chart.destroy();
    };
  }, [options, onChart]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other numbers are drawn anew
  useEffect(() => redraw.current(), [data, thin]);
  return <div className="plot" ref={box} role="img" aria-label={label} />;
}

function whole(data: uPlot.AlignedData): uPlot.AlignedData {
  return data;
}
