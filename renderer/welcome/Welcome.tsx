/** The first screen: what can be learnt, in pictures, and one button that begins. */
import { useState } from "react";
import type { TaskDescription } from "../../main/engine/api.ts";
import { Dialog } from "../app/Dialog.tsx";
import { closeDialog } from "../app/dialogs.ts";
import { useEngine } from "../app/engine-store.ts";
import { selectTask } from "../app/session.ts";
import { shownShortcut } from "../commands/registry.ts";
import { resetForm, startRun } from "../inspector/new-run.ts";
import { useTheme } from "../theme/theme.ts";
import { pictureOf } from "./pictures.ts";

export function Welcome() {
  return (
    <Dialog name="welcome" title="Welcome to Guidepost" className="welcome">
      <p>
        Choose a robot and let it learn. It begins with a few random tries, fits how the body moves, and improves its
        controller step by step. Everything stays on this machine.
      </p>
      <Tasks />
    </Dialog>
  );
}

function Tasks() {
  const tasks = useEngine((state) => state.tasks);
  const readOnly = useEngine((state) => state.info?.project.readOnly ?? false);
  const [chosen, setChosen] = useState<string | null>(null);
  const task = tasks?.find(({ name }) => name === chosen) ?? tasks?.[0];
  if (!tasks || !task) return <p className="settings-note">Loading the tasks…</p>;
  const train = () => {
    closeDialog();
    selectTask(task.name);
    resetForm();
    void startRun();
  };
  return (
    <>
      <div className="task-cards" role="radiogroup" aria-label="Robot task">
        {tasks.map((one) => (
          <Card key={one.name} task={one} chosen={one === task} onChoose={() => setChosen(one.name)} />
        ))}
      </div>
      <p className="welcome-summary">{task.summary}</p>
      <footer className="welcome-foot">
        <span className="settings-note">
          {shownShortcut("view.palette")} finds every command, {shownShortcut("help.page")} explains the panel you are
          in.
        </span>
        <button type="button" onClick={closeDialog}>
          Look around
        </button>
        <button type="button" className="primary" data-autofocus disabled={readOnly} onClick={train}>
          Train {task.title}
        </button>
      </footer>
    </>
  );
}

function Card({ task, chosen, onChoose }: { task: TaskDescription; chosen: boolean; onChoose(): void }) {
  const theme = useTheme((state) => state.theme);
  const picture = pictureOf(task.name, theme);
  return (
    <label className="task-card">
      <input type="radio" name="welcome-task" checked={chosen} onChange={onChoose} />
      {picture && <img src={picture} alt="" width={192} height={120} />}
      <span>{task.title}</span>
    </label>
  );
}
