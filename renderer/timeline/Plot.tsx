/** A uPlot chart that fills its box and follows the theme. */
import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import uPlot from "uplot";

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
  const chart = useRef<uPlot | null>(null);
  const latest = useRef({ data, thin });
  latest.current = { data, thin };

  useEffect(() => {
    const host = box.current as HTMLDivElement;
    const size = () => ({ width: Math.max(80, host.clientWidth), height: Math.max(40, host.clientHeight) });
    const drawn = (width: number) => latest.current.thin(latest.current.data, width);
    const made = new uPlot({ ...options, ...size() }, drawn(size().width), host);
    chart.current = made;
    onChart?.(made);
    const resizing = new ResizeObserver(() => {
      const { width, height } = size();
      if (width === made.width && height === made.height) return;
      made.setSize({ width, height });
      made.setData(drawn(width));
    });
    resizing.observe(host);
    return () => {
      resizing.disconnect();
      onChart?.(null);
      made.destroy();
      chart.current = null;
    };
  }, [options, onChart]);
  useEffect(() => {
    const made = chart.current;
    made?.setData(thin(data, made.width));
  }, [data, thin]);
  return <div className="plot" ref={box} role="img" aria-label={label} />;
}

function whole(data: uPlot.AlignedData): uPlot.AlignedData {
  return data;
}
