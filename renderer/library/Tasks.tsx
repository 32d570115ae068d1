import { useEngine } from "../app/engine-store.ts";
import { selectTask } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { Listbox } from "./Listbox.tsx";

/** [px] */
const rowHeight = () => 28;

/** What can be trained. */
export function Tasks() {
  const tasks = useEngine((state) => state.tasks);
  const { task, run } = useView();
  return (
    <section aria-label="Tasks" className="list-panel">
      {tasks === null ? (
        <p className="quiet">Loading…</p>
      ) : (
        <Listbox
          label="Tasks"
          heightOf={rowHeight}
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
