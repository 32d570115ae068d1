/** What the colours in the scene mean. */
import type { LegendEntry } from "./legend-entries.ts";

export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="scene-legend">
      {entries.map(({ name, mark }) => (
        <li key={name}>
          <span className="legend-mark" style={{ background: mark }} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  );
}
