/** Curves by name, each with its look and its value at what is looked at. */
import { formatQuantity } from "../app/format.ts";
import type { SeriesStyle } from "../timeline/style.ts";

interface Entry {
  name: string;
  style: SeriesStyle;
  value: number | null;
}

export function CurveLegend({ entries, unit }: { entries: readonly Entry[]; unit: string }) {
  return (
    <ul className="legend curve-legend">
      {entries.map(({ name, style, value }) => (
        <li key={name} title={name}>
          <svg width="18" height="8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="18"
              y2="4"
              stroke={style.stroke}
              strokeWidth="1.5"
              strokeDasharray={style.dash.join(" ")}
            />
          </svg>
          {name} <span className="value number">{formatQuantity(value, unit)}</span>
        </li>
      ))}
    </ul>
  );
}
