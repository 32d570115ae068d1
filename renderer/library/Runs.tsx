import { useCallback } from "react";
import type { RunSummary } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { selectRun } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { Listbox } from "./Listbox.tsx";
import { RunRow } from "./RunRow.tsx";
import { useNow } from "./useNow.ts";

const AGE_CHANGES_MS = 30_000;

const idOf = ({ id }: RunSummary) => String(id);
const select = ({ id }: RunSummary) => void selectRun(id);

/** Every run of the project, newest first. */
export function Runs() {
  const runs = useEngine((state) => state.runs);
  const tasks = useEngine((state) => state.tasks);
  const selected = useView((view) => view.run);
  const now = useNow(AGE_CHANGES_MS);
  const row = useCallback(
    (run: RunSummary) => <RunRow run={run} task={tasks?.find(({ name }) => name === run.task)} now={now} />,
    [tasks, now],
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
