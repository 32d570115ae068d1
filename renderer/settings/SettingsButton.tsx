/** What a person sets for this machine, in a dialog behind a button of the top bar. */
import { useId, useRef, useState } from "react";
import { settingsSchema } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { IconButton } from "../app/IconButton.tsx";
import { messageOf } from "../app/notices.ts";
import { changeSettings } from "../app/session.ts";
import { Field } from "../inspector/Field.tsx";
import { type FormField, formFields } from "../inspector/form-fields.ts";
import { coreChoices } from "./core-choices.ts";
import { useSettings } from "./settings-store.ts";

const [coresField] = formFields(settingsSchema);

export function SettingsButton() {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  return (
    <>
      <IconButton icon="settings" label="Settings" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()} />
      <dialog ref={dialog} className="settings" aria-labelledby={title}>
        <h2 id={title}>Settings</h2>
        <TrainingCores />
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  );
}

/** Changed at once; what is shown is what the engine has. */
function TrainingCores() {
  const cores = useEngine((state) => state.info?.cores);
  const settings = useSettings((state) => state.settings);
  const [failure, setFailure] = useState<string>();
  if (cores === undefined || settings === null) return <p className="settings-note">Not connected to the engine</p>;
  const field: FormField = { ...coresField, kind: "choice", choices: coreChoices(cores) };
  const change = (value: string) => {
    setFailure(undefined);
    changeSettings({ trainingCores: Number(value) }).catch((error: unknown) => setFailure(messageOf(error)));
  };
  return (
    <>
      <Field field={field} value={String(settings.trainingCores)} error={failure} onChange={change} />
      <p className="settings-note">{field.description}. A run takes a change up when it is started or resumed.</p>
    </>
  );
}
