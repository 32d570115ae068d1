/** The settings in which the compared runs differ, side by side. */
import { useMemo } from "react";
import { type Entry, settingsOf } from "./entries.ts";

export function Differences({ entries }: { entries: readonly Entry[] }) {
  const changed = useMemo(() => settingsOf(entries.map(({ runs }) => runs[0]!)), [entries]);
  if (entries.length < 2) return null;
  if (changed.length === 0) return <p className="quiet">Their settings are the same.</p>;
  return (
    <div className="results-frame">
      <table className="results" aria-label="Differences of configuration">
        <thead>
          <tr>
            <th scope="col">Setting</th>
            {entries.map(({ key, label }) => (
              <th key={key} scope="col" className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changed.map(({ path, title, unit, values }) => (
            <tr key={path}>
              <th scope="row">
                {title} {unit && <span className="unit">[{unit}]</span>}
              </th>
              {values.map((value, i) => (
                <td key={entries[i]!.key} className="number">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
