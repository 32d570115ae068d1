/** Chosen runs beside each other: their curves, what they reached, and the settings in which they differ. */
import { useMemo } from "react";
import { showPanel } from "../app/dock-layout.ts";
import { Empty } from "../app/Empty.tsx";
import { useEngine } from "../app/engine-store.ts";
import { CompareBar } from "./CompareBar.tsx";
import { Curves } from "./Curves.tsx";
import { useComparison } from "./compare-store.ts";
import { Differences } from "./Differences.tsx";
import { entriesOf } from "./entries.ts";
import { figureOf } from "./figure.ts";
import { quantitiesOf } from "./quantities.ts";
import { Results } from "./Results.tsx";
import { Rollouts } from "./Rollouts.tsx";
import { useDetails } from "./useDetails.ts";

export function Compare() {
  const { runs, quantities: wanted, across, log, smoothing, seeds, shown } = useComparison();
  const all = useEngine((state) => state.runs);
  const chosen = useMemo(() => runs.filter((id) => all?.some((run) => run.id === id)), [runs, all]);
  const key = chosen.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same runs in the same order are the same array
  const stable = useMemo(() => chosen, [key]);
  const details = useDetails(stable);
  const known = useMemo(() => [...details.values()], [details]);
  const entries = useMemo(() => entriesOf(known), [known]);
  const offered = useMemo(() => quantitiesOf(known), [known]);
  const figures = useMemo(
    () =>
      offered
        .filter(({ id }) => wanted.includes(id))
        .map((quantity) => figureOf(entries, quantity, { across, smoothing, seeds })),
    [entries, offered, wanted, across, smoothing, seeds],
  );
  return (
    <section className="compare" aria-label="Compare" data-testid="compare" data-entries={entries.length}>
      {stable.length === 0 ? (
        <Empty title="Nothing to compare yet">
          <p>Choose runs in the runs table and press Compare. Runs that differ in their seed alone are one curve.</p>
          <button type="button" onClick={() => showPanel("library")}>
            Choose runs
          </button>
        </Empty>
      ) : (
        <>
          <CompareBar offered={offered} />
          {shown === "rollouts" ? (
            <Rollouts runs={known} />
          ) : (
            <div className="compare-body">
              {details.size < stable.length && <p className="quiet">Loading {stable.length - details.size} runs…</p>}
              {figures.length === 0 ? (
                <p className="quiet">No quantity is chosen.</p>
              ) : (
                <Curves figures={figures} labels={entries.map(({ label }) => label)} across={across} log={log} />
              )}
              <Results entries={entries} figures={figures} />
              <Differences entries={entries} />
            </div>
          )}
        </>
      )}
    </section>
  );
}
