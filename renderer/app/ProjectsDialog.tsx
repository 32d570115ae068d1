import { useEffect } from "react";
import { Dialog } from "./Dialog.tsx";
import { closeDialog } from "./dialogs.ts";
import { Empty } from "./Empty.tsx";
import { useEngine } from "./engine-store.ts";
import { notify } from "./notices.ts";
import { chooseProject, openProject, readProjects, useProjects } from "./projects.ts";

function choose(): void {
  closeDialog();
  chooseProject().catch(notify);
}

/** The projects that were opened last; each opens in a window of its own. */
export function ProjectsDialog() {
  return (
    <Dialog name="projects" title="Projects">
      <Projects />
      <footer className="dialog-foot">
        <span className="settings-note">A folder dropped on the window opens, too.</span>
        <button type="button" onClick={choose}>
          Open or create a project…
        </button>
      </footer>
    </Dialog>
  );
}

function Projects() {
  const recent = useProjects((state) => state.recent);
  const here = useEngine((state) => state.info?.project.folder);
  useEffect(readProjects, []);
  const open = (folder: string) => {
    closeDialog();
    openProject(folder).catch(notify);
  };
  if (recent.length === 0) return <Empty title="No project was opened yet">What you open appears here.</Empty>;
  return (
    <ul className="choices">
      {recent.map(({ folder, name }) => (
        <li key={folder}>
          <button
            type="button"
            className="choice"
            aria-disabled={folder === here}
            onClick={() => (folder === here ? closeDialog() : open(folder))}
          >
            {name} <span className="muted">{folder === here ? "open here" : folder}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
