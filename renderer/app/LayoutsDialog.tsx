import { Dialog } from "./Dialog.tsx";
import { closeDialog } from "./dialogs.ts";
import { applyLayout, deleteLayout, proposeLayout, saveLayout, useLayouts } from "./dock-layout.ts";
import { IconButton } from "./IconButton.tsx";
import { proposals } from "./layout-proposals.ts";
import { SaveForm } from "./SaveForm.tsx";

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
      <SaveForm
        label="Name of the layout"
        placeholder="Name for the present layout"
        maxLength={60}
        names={Object.keys(saved)}
        hindrance={(name) => (name in proposals ? `${name} comes with the program; choose another name.` : null)}
        note="Drag panels by their titles. Undo takes it back."
        save={saveLayout}
      />
    </>
  );
}
