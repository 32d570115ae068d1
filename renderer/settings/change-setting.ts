/** Changes a setting, as an edit that can be undone. */
import type { Settings } from "../../main/engine/api.ts";
import { doEdit } from "../app/history.ts";
import { changeSettings } from "../app/session.ts";
import { settingsFields } from "./settings-fields.ts";
import { useSettings } from "./settings-store.ts";

/** Resolves when it is on the disk; the engine then tells every window. Rejects with the engine's reason. */
export async function changeSetting(change: Partial<Settings>): Promise<void> {
  const { settings } = useSettings.getState();
  if (settings === null) throw new Error("Not connected to the engine; wait a moment and try again");
  const [key] = Object.keys(change) as (keyof Settings)[];
  if (key === undefined || settings[key] === change[key]) return;
  const title = settingsFields.find(({ path }) => path === key)?.title ?? key;
  const undo = () => changeSettings({ [key]: settings[key] });
  const redo = () => changeSettings(change);
  await doEdit({ title: `change of ${title}`, undo, redo }, redo);
}
