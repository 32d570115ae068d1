import { useEffect } from "react";
import { Dialog } from "../app/Dialog.tsx";
import { closeDialog } from "../app/dialogs.ts";
import { useEngine } from "../app/engine-store.ts";
import { IconButton } from "../app/IconButton.tsx";
import { notify } from "../app/notices.ts";
import { SaveForm } from "../app/SaveForm.tsx";
import { readTexts, useProject } from "../project/project-store.ts";
import { methodTitle } from "./form-fields.ts";
import { useForm } from "./new-run.ts";
import { deletePreset, type SavedPreset, savePreset, takePreset } from "./saved-presets.ts";

/** Settings of new runs that are kept in the project. */
export function PresetsDialog() {
  return (
    <Dialog name="presets" title="Presets">
      <Presets />
    </Dialog>
  );
}

function Presets() {
  const presets = useProject((state) => state.texts?.presets);
  const readOnly = useEngine((state) => state.info?.project.readOnly ?? true);
  useEffect(() => void readTexts().catch(notify), []);
  if (presets === undefined) return null;
  return (
    <>
      <ul className="choices" aria-label="Presets of this project">
        {presets.map((preset) => (
          <Preset key={preset.name} preset={preset} readOnly={readOnly} />
        ))}
      </ul>
      <Save names={presets.map(({ name }) => name)} readOnly={readOnly} />
    </>
  );
}

function Preset({ preset, readOnly }: { preset: SavedPreset; readOnly: boolean }) {
  const { name, config } = preset;
  const task = useEngine((state) => state.tasks?.find((one) => one.name === config.task)?.title) ?? config.task;
  const take = () => {
    try {
      takePreset(preset);
      closeDialog();
    } catch (error) {
      notify(error);
    }
  };
  return (
    <li>
      <button type="button" className="choice" onClick={take}>
        {name}{" "}
        <span className="muted">{[task, config.method && methodTitle(config.method)].filter(Boolean).join(", ")}</span>
      </button>
      {!readOnly && (
        <IconButton icon="close" label={`Delete the preset ${name}`} onClick={() => deletePreset(name).catch(notify)} />
      )}
    </li>
  );
}

function Save({ names, readOnly }: { names: readonly string[]; readOnly: boolean }) {
  const { checked, swept } = useForm();
  if (readOnly) return <p className="settings-note">This project can only be read here.</p>;
  return (
    <SaveForm
      label="Name of the preset"
      placeholder="Name for the settings of the form"
      maxLength={200}
      names={names}
      hindrance={() => (checked.ok ? null : "Correct what is marked in the form first.")}
      note={`They are kept in the project; guidepost train --preset takes them, too.${swept.length > 0 ? " Sweeps are not part of them." : ""}`}
      save={savePreset}
    />
  );
}
