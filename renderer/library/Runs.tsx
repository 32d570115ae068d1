import { useCallback, useMemo } from "react";
import type { RunSummary } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { selectRun } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { Listbox } from "./Listbox.tsx";
import { RunRow } from "./RunRow.tsx";
import { shelfOf } from "./table-rows.ts";
import { useNames, useNamesAmong } from "./useNames.ts";
import { useNow } from "./useNow.ts";

const AGE_CHANGES_MS = 30_000;

const none: RunSummary[] = [];
const idOf = ({ id }: RunSummary) => String(id);
const select = ({ id }: RunSummary) => void selectRun(id);

/** [px] */
const ROW_HEIGHT = 44;

/** The runs of the project that are neither archived nor in the bin, newest first. */
export function Runs() {
  const all = useEngine((state) => state.runs);
  const runs = useMemo(() => all?.filter((run) => shelfOf(run) === "library") ?? null, [all]);
  const names = useNamesAmong(useNames(), runs ?? none);
  const selected = useView((view) => view.run);
  const now = useNow(AGE_CHANGES_MS);
  const row = useCallback(
    (run: RunSummary) => (
      <RunRow run={run} task={names.task(run.task)} differences={names.differences(run)} now={now} />
    ),
    [names, now],
  );
  return (
    <section aria-label="Runs" className="list-panel" data-testid="runs" data-count={runs?.length ?? ""}>
      {runs === null && <p className="quiet">Loading…</p>}
      {runs?.length === 0 && (
        <div className="quiet">
          <p className="empty-title">No runs yet</p>
          <p>Choose a task and press Train. Every run is kept here with its settings and rollouts.</p>
        </div>
      )}
      {runs && runs.length > 0 && (
        <Listbox
          label="Runs"
          rowHeight={ROW_HEIGHT}
          items={runs}
          idOf={idOf}
          selected={selected === null ? null : String(selected)}
          onSelect={select}
          render={row}
        />
      )}
    </section>
  );
}
