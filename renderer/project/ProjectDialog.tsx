import { useEffect } from "react";
import { Dialog } from "../app/Dialog.tsx";
import { useEngine } from "../app/engine-store.ts";
import { IconButton } from "../app/IconButton.tsx";
import { notify } from "../app/notices.ts";
import { showHelp } from "../help/help-store.ts";
import { Health } from "./Health.tsx";
import { MoveForm } from "./MoveForm.tsx";
import { useMove } from "./moves.ts";
import { readProject, useProject } from "./project-store.ts";
import { Rollouts } from "./Rollouts.tsx";
import { Size } from "./Size.tsx";
import { Texts } from "./Texts.tsx";

/** This project: its name and notes, what it takes, how it is, and ways to move it. */
export function ProjectDialog() {
  const move = useMove((state) => state.move);
  return (
    <Dialog
      name="project"
      title="Project"
      className="project-dialog"
      actions={<IconButton icon="help" label="Help on projects" onClick={() => showHelp("project")} />}
    >
      <Standing />
      <Sections />
      <MoveForm key={move ?? "export"} initial={move ?? "export"} focus={move !== null} />
      <Busy />
    </Dialog>
  );
}

function Sections() {
  const texts = useProject((state) => state.texts);
  useEffect(() => void readProject().catch(notify), []);
  if (texts === null) return <p className="settings-note">Reading the project…</p>;
  return (
    <>
      <Texts />
      <Size />
      <Rollouts />
      <Health />
    </>
  );
}

/** Why nothing can be written, where that is so. */
function Standing() {
  const project = useEngine((state) => state.info?.project);
  if (!project?.readOnly) return null;
  if (project.damage !== null)
    return (
      <p className="standing" role="alert" data-damaged>
        The store's structure is damaged, so it is only read: {project.damage}. Repair makes a new one of what is good.
      </p>
    );
  const { writer } = project;
  return (
    <p className="standing" role="status">
      Another Guidepost writes to this project{writer ? ` (process ${writer.pid}, since ${writer.since})` : ""}; this
      window only reads. Close the other one and open the project again to change it.
    </p>
  );
}

function Busy() {
  const busy = useProject((state) => state.busy);
  return (
    <p className="settings-note" role="status">
      {busy}
    </p>
  );
}
