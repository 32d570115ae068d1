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
  /** Told of the chart whenever it is made (null when it goes): for cursors that are drawn over it. */
  onChart?(chart: uPlot | null): void;
}

export function Plot({ label, options, data, onChart }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const host = box.current as HTMLDivElement;
    const size = () => ({ width: Math.max(80, host.clientWidth), height: Math.max(40, host.clientHeight) });
    const made = new uPlot({ ...options, ...size() }, latest.current, host);
    chart.current = made;
    onChart?.(made);
    const resizing = new ResizeObserver(() => made.setSize(size()));
    resizing.observe(host);
    return () => {
      resizing.disconnect();
      onChart?.(null);
      made.destroy();
      chart.current = null;
    };
  }, [options, onChart]);
  useEffect(() => {
    chart.current?.setData(data);
  }, [data]);
  return <div className="plot" ref={box} role="img" aria-label={label} />;
}
