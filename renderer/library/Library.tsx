/** Every run of the project as a table: find, sort, group, name, tag, compare, throw away and bring back. */
import { useDeferredValue, useLayoutEffect, useMemo, useRef } from "react";
import type { RunSummary } from "../../main/engine/api.ts";
import { Empty } from "../app/Empty.tsx";
import { useEngine } from "../app/engine-store.ts";
import { useWhileSeen } from "../app/panels-seen.ts";
import { setQuery } from "./actions.ts";
import { columnsOf } from "./columns.ts";
import { Details } from "./Details.tsx";
import { Grid } from "./Grid.tsx";
import { useRows } from "./rows-store.ts";
import { chosenRuns } from "./selection.ts";
import { TableBar } from "./TableBar.tsx";
import { foundRuns, type Shelf, tableRows } from "./table-rows.ts";
import { useTable } from "./table-store.ts";
import { UndoNote } from "./UndoNote.tsx";
import { useNames, useNamesAmong } from "./useNames.ts";
import { useSearch } from "./useSearch.ts";

const none: readonly RunSummary[] = [];

export function Library() {
  const runs = useWhileSeen(
    "library",
    useEngine((state) => state.runs),
  );
  const names = useNames();
  const search = useSearch(runs ?? none, names);
  const { shelf, query: typed, sort, grouped, open, hidden, selection } = useTable();
  // The letter is on the screen before the rows that it leaves.
  const query = useDeferredValue(typed);
  const found = useMemo(() => foundRuns(runs ?? [], { shelf, query }, search), [runs, shelf, query, search]);
  const shownNames = useNamesAmong(names, found);
  const rows = useMemo(
    () => tableRows(found, { sort, grouped, open }, shownNames),
    [found, sort, grouped, open, shownNames],
  );
  const shown = useMemo(() => columnsOf(grouped).filter(({ id }) => !hidden.includes(id)), [grouped, hidden]);
  const chosen = useMemo(() => chosenRuns(rows, selection.chosen), [rows, selection.chosen]);
  useLayoutEffect(() => useRows.setState({ rows, chosen }), [rows, chosen]);
  const searchBox = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  return (
    <section className="library" aria-label="Runs table" data-testid="library" data-count={runs ? rows.length : ""}>
      <TableBar names={names} searchBox={searchBox} onLeave={() => grid.current?.focus()} />
      {runs === null ? (
        <p className="quiet">Loading…</p>
      ) : rows.length === 0 ? (
        <NothingHere shelf={shelf} query={query} />
      ) : (
        <Grid
          rows={rows}
          columns={shown}
          names={shownNames}
          grid={grid}
          onType={(text) => {
            setQuery(typed + text);
            searchBox.current?.focus();
          }}
        />
      )}
      {rows.length > 0 && <Details runs={chosen} names={names} onDone={() => grid.current?.focus()} />}
      <UndoNote />
    </section>
  );
}

const nothing: Record<Shelf, { title: string; text: string }> = {
  library: { title: "No runs yet", text: "Choose a task and press Train. Every run is kept here." },
  archive: { title: "The archive is empty", text: "Archive runs that you want to keep but not to see every day." },
  bin: { title: "The bin is empty", text: "Deleted runs wait here until you empty the bin." },
};

function NothingHere({ shelf, query }: { shelf: Shelf; query: string }) {
  if (query.trim() === "")
    return (
      <Empty title={nothing[shelf].title}>
        <p>{nothing[shelf].text}</p>
      </Empty>
    );
  return (
    <Empty title="No run is found">
      <p>Nothing here matches “{query}”.</p>
      <button type="button" onClick={() => setQuery("")}>
        Clear the search
      </button>
    </Empty>
  );
}
