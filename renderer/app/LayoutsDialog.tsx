import { type FormEvent, useState } from "react";
import { Dialog } from "./Dialog.tsx";
import { closeDialog } from "./dialogs.ts";
import { applyLayout, deleteLayout, proposeLayout, saveLayout, useLayouts } from "./dock-layout.ts";
import { IconButton } from "./IconButton.tsx";
import { proposals } from "./layout-proposals.ts";

type Proposal = keyof typeof proposals;

/** Layouts that come with the program, and those that a person has saved. */
export function LayoutsDialog() {
  return (
    <Dialog name="layouts" title="Layouts" className="layouts">
      <Layouts />
    </Dialog>
  );
}

function Layouts() {
  const saved = useLayouts((state) => state.saved);
  const use = (apply: () => void) => () => {
    apply();
    closeDialog();
  };
  return (
    <>
      <ul className="choices">
        {(Object.keys(proposals) as Proposal[]).map((name) => (
          <li key={name}>
            <button type="button" className="choice" onClick={use(() => proposeLayout(name))}>
              {name}
            </button>
          </li>
        ))}
        {Object.keys(saved).map((name) => (
          <li key={name}>
            <button type="button" className="choice" onClick={use(() => applyLayout(name))}>
              {name} <span className="muted">saved</span>
            </button>
            <IconButton icon="close" label={`Delete the layout ${name}`} onClick={() => deleteLayout(name)} />
          </li>
        ))}
      </ul>
      <Save />
    </>
  );
}

function Save() {
  const [name, setName] = useState("");
  const trimmed = name.trim();
  const taken = trimmed in proposals;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (trimmed === "" || taken) return;
    saveLayout(trimmed);
    setName("");
  };
  return (
    <form className="save-layout" onSubmit={save}>
      <input
        aria-label="Name of the layout"
        placeholder="Name for the present layout"
        maxLength={60}
        autoComplete="off"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <button type="submit" disabled={trimmed === "" || taken}>
        Save
      </button>
      <p className="settings-note" role="status">
        {taken
          ? `${trimmed} comes with the program; choose another name.`
          : "Drag panels by their titles. Undo takes it back."}
      </p>
    </form>
  );
}
