/** What the compared runs reached, as a table; one of them can be pinned, and the others are measured against it. */
import { formatDuration, formatLike, formatNumber } from "../app/format.ts";
import { IconButton } from "../app/IconButton.tsx";
import { meanAndStd } from "../library/format-cells.ts";
import { spreadOf } from "../library/spread.ts";
import { useTheme } from "../theme/theme.ts";
import { useComparison } from "./compare-store.ts";
import type { Entry } from "./entries.ts";
import { entryStyle } from "./entry-style.ts";
import type { Figure } from "./figure.ts";
import { pin, takeOut } from "./pick.ts";
import type { Quantity } from "./quantities.ts";
import { type Reached, reachedBy } from "./results.ts";

export function Results({ entries, figures }: { entries: readonly Entry[]; figures: readonly Figure[] }) {
  const baseline = useComparison((comparison) => comparison.baseline);
  const quantities = figures.map(({ quantity }) => quantity);
  const reached = quantities.map((quantity) => reachedBy(entries, quantity, baseline));
  return (
    <div className="results-frame">
      <table className="results" aria-label="Reached">
        <thead>
          <tr>
            <th scope="col">Runs</th>
            <th scope="col">Baseline</th>
            {quantities.map(({ id, title, unit }) => (
              <th
                key={id}
                scope="col"
                className="number"
                title="Last accepted iteration, mean ± standard deviation over the seeds"
              >
                {title} {unit && <span className="unit">[{unit}]</span>}
              </th>
            ))}
            <th scope="col" className="number">
              Rollouts
            </th>
            <th scope="col" className="number">
              Duration
            </th>
            <th scope="col">
              <span className="visually-hidden">Take out</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, i) => (
            <tr key={entry.key} data-baseline={entry.key === baseline}>
              <th scope="row">
                <Key n={i} /> {entry.label}
              </th>
              <td>
                <Pin entry={entry} pinned={entry.key === baseline} />
              </td>
              {quantities.map((quantity, q) => (
                <td key={quantity.id} className="number">
                  <Value reached={reached[q]![i]!} quantity={quantity} />
                </td>
              ))}
              <td className="number">
                {meanOf(
                  entry,
                  (run) => run.summary.rollouts,
                  (n) => Math.round(n).toLocaleString("en"),
                )}
              </td>
              <td className="number">{meanOf(entry, (run) => run.summary.seconds, formatDuration)}</td>
              <td>
                <TakeOut entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Key({ n }: { n: number }) {
  // Its colour is the theme's.
  useTheme();
  const { stroke, dash } = entryStyle(n);
  return (
    <svg width="22" height="8" aria-hidden="true">
      <path d="M0 4h22" stroke={stroke} strokeWidth="2" strokeDasharray={dash.join(" ")} />
    </svg>
  );
}

function Pin({ entry: { key, label }, pinned }: { entry: Entry; pinned: boolean }) {
  return (
    <button
      type="button"
      className="toggle"
      aria-pressed={pinned}
      aria-label={pinned ? `Pinned ${label}` : `Pin ${label}`}
      onClick={() => pin(pinned ? null : key)}
    >
      <span className="toggle-mark" aria-hidden="true" />
      {pinned ? "Pinned" : "Pin"}
    </button>
  );
}

function Value({ reached: { last, delta, share, better }, quantity }: { reached: Reached; quantity: Quantity }) {
  if (last === null) return "–";
  const value = meanAndStd(last, "");
  if (delta === null) return value;
  const sign = delta > 0 ? "+" : "";
  const percent = share === null ? "" : ` (${sign}${formatNumber(100 * share, 2)} %)`;
  const word = better === null ? undefined : `${better ? "Better" : "Worse"} than the baseline by ${quantity.title}`;
  return (
    <>
      {value}
      <span className="delta" data-better={better ?? undefined} title={word}>
        {sign}
        {formatLike(last.mean, delta)}
        {percent}
        {better !== null && (better ? " better" : " worse")}
      </span>
    </>
  );
}

function TakeOut({ entry: { runs, label } }: { entry: Entry }) {
  return (
    <IconButton
      icon="close"
      className="small"
      label={`Take out ${label}`}
      onClick={() => takeOut(runs.map(({ summary }) => summary.id))}
    />
  );
}

function meanOf(entry: Entry, of: (run: Entry["runs"][number]) => number, format: (mean: number) => string): string {
  return format(spreadOf(entry.runs.map(of))?.mean ?? 0);
}
