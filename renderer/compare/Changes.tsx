import type { RunConfig } from "../../main/engine/api.ts";
import { differences } from "./differences.ts";

/** What one configuration changes of another, setting by setting. */
export function Changes({ from, to }: { from: RunConfig; to: RunConfig }) {
  const changed = differences([from, to]);
  if (changed.length === 0) return <p className="muted">The same settings, seed included.</p>;
  return (
    <ul className="changes">
      {changed.map(({ path, title, unit, values: [before, after] }) => (
        <li key={path}>
          {title}: <span className="muted">{before}</span> → <span className="value">{after}</span> {unit}
        </li>
      ))}
    </ul>
  );
}
