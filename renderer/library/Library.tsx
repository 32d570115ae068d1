import { useEngine } from "../app/engine-store.ts";
import { selectRun, selectTask } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { Listbox } from "./Listbox.tsx";
import { RunRow } from "./RunRow.tsx";
import { useNow } from "./useNow.ts";

const AGE_CHANGES_MS = 30_000;

export function Library() {
  return (
    <div className="library">
      <Tasks />
      <Runs />
    </div>
  );
}

function Tasks() {
  const tasks = useEngine((state) => state.tasks);
  const { task, run } = useView();
  return (
    <section aria-label="Tasks" className="library-tasks">
      <h2 className="section-title">Tasks</h2>
      {tasks === null ? (
        <p className="quiet">Loading…</p>
      ) : (
        <Listbox
          label="Tasks"
          items={tasks}
          idOf={({ name }) => name}
          selected={run === null ? task : null}
          onSelect={({ name }) => selectTask(name)}
          render={({ title, summary, stateDim, actionDim }) => (
            <div className="task-row" title={summary}>
              <span className="row-title">{title}</span>
              <span className="row-note tabular">
                {stateDim} states, {actionDim} actions
              </span>
            </div>
          )}
        />
      )}
    </section>
  );
}

function Runs() {
  const runs = useEngine((state) => state.runs);
  const tasks = useEngine((state) => state.tasks);
  const selected = useView((view) => view.run);
  const now = useNow(AGE_CHANGES_MS);
  return (
    <section aria-label="Runs" className="library-runs" data-testid="runs" data-count={runs?.length ?? ""}>
      <h2 className="section-title">
        Runs {runs && runs.length > 0 && <span className="count tabular">{runs.length}</span>}
      </h2>
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
