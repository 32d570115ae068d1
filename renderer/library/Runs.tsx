import { useEngine } from "../app/engine-store.ts";
import { selectRun } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { Listbox } from "./Listbox.tsx";
import { RunRow } from "./RunRow.tsx";
import { useNow } from "./useNow.ts";

const AGE_CHANGES_MS = 30_000;

/** Every run of the project, newest first. */
export function Runs() {
  const runs = useEngine((state) => state.runs);
  const tasks = useEngine((state) => state.tasks);
  const selected = useView((view) => view.run);
  const now = useNow(AGE_CHANGES_MS);
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
          idOf={({ id }) => String(id)}
          selected={selected === null ? null : String(selected)}
          onSelect={({ id }) => void selectRun(id)}
          render={(run) => <RunRow run={run} task={tasks?.find(({ name }) => name === run.task)} now={now} />}
        />
      )}
    </section>
  );
}
