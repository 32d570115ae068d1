/** What a person sets for this machine. Each change is kept at once; what is shown is what the engine has. */
import { useState } from "react";
import type { Settings } from "../../main/engine/api.ts";
import { Dialog } from "../app/Dialog.tsx";
import { useEngine } from "../app/engine-store.ts";
import { messageOf } from "../app/notices.ts";
import { desktop } from "../client/desktop.ts";
import { Field } from "../inspector/Field.tsx";
import type { FormField } from "../inspector/form-fields.ts";
import { changeSetting } from "./change-setting.ts";
import { coreChoices } from "./core-choices.ts";
import { settingsFields } from "./settings-fields.ts";
import { useSettings, ZOOMS } from "./settings-store.ts";

/** A browser has its own zoom and opens no folders. */
const desktopOnly = ["zoom", "notifications", "projectsFolder"];

export function SettingsDialog() {
  return (
    <Dialog name="settings" title="Settings" className="settings">
      <SettingsList />
    </Dialog>
  );
}

function SettingsList() {
  const cores = useEngine((state) => state.info?.cores);
  const settings = useSettings((state) => state.settings);
  if (cores === undefined || settings === null)
    return <p className="settings-note">Not connected to the engine. The settings are here as soon as it answers.</p>;
  return settingsFields
    .filter(({ path }) => desktop !== null || !desktopOnly.includes(path))
    .map((field) => (
      <Setting key={field.path} field={offered(field, cores)} value={settings[field.path as keyof Settings]} />
    ));
}

function Setting({ field, value }: { field: FormField; value: Settings[keyof Settings] }) {
  const [failure, setFailure] = useState<string>();
  const change = (text: string) => {
    setFailure(undefined);
    const changed = { [field.path]: typedLike(value, text) } as Partial<Settings>;
    changeSetting(changed).catch((error: unknown) => setFailure(messageOf(error)));
  };
  return (
    <div className="setting">
      <Field field={{ ...field, initial: String(value) }} value={String(value)} error={failure} onChange={change} />
      <p className="settings-note">
        {field.description}.
        {field.path === "trainingCores" && " A run takes a change up when it is started or resumed."}
      </p>
    </div>
  );
}

/** Numbers of which only some make sense are chosen from a list. */
function offered(field: FormField, cores: number): FormField {
  if (field.path === "trainingCores") return { ...field, kind: "choice", choices: coreChoices(cores) };
  if (field.path !== "zoom") return field;
  const choices = ZOOMS.map((zoom) => ({ value: String(zoom), label: `${Math.round(zoom * 100)} %` }));
  return { ...field, kind: "choice", choices, unit: null };
}

function typedLike(value: Settings[keyof Settings], text: string): Settings[keyof Settings] {
  if (typeof value === "number") return Number(text);
  return typeof value === "boolean" ? text === "true" : text;
}
