/** Settings of new runs that a person keeps under names, in the project. */
import type { ProjectTexts } from "../../main/engine/project-api.ts";
import { useEngine } from "../app/engine-store.ts";
import { changeProject, readTexts, useProject } from "../project/project-store.ts";
import { currentForm, takeSettings } from "./new-run.ts";

export type SavedPreset = ProjectTexts["presets"][number];

/** Keeps what the form asks for; a preset that had the name before is replaced. Resolves when it is on the disk. */
export async function savePreset(name: string): Promise<void> {
  const { request } = currentForm();
  await changePresets(`saving of the preset ${name}`, (presets) => withPreset(presets, { name, config: request }));
}

export async function deletePreset(name: string): Promise<void> {
  await changePresets(`removal of the preset ${name}`, (presets) => presets.filter((one) => one.name !== name));
}

/** Where its name has its place already, or last. */
export function withPreset(presets: readonly SavedPreset[], preset: SavedPreset): SavedPreset[] {
  const known = presets.some(({ name }) => name === preset.name);
  return known ? presets.map((one) => (one.name === preset.name ? preset : one)) : [...presets, preset];
}

/** Writes it into the form. Throws where it is for a task that is not known here. */
export function takePreset({ name, config }: SavedPreset): void {
  const known = useEngine.getState().tasks ?? [];
  if (!known.some((task) => task.name === config.task))
    throw new Error(
      `The preset ${name} is for the task ${config.task}; this Guidepost knows ${known.map((task) => task.name).join(", ")}.`,
    );
  takeSettings(`use of the preset ${name}`, config);
}

/** Of the presets as they are now: another window of the project may have changed them. */
async function changePresets(title: string, next: (presets: SavedPreset[]) => SavedPreset[]): Promise<void> {
  await readTexts();
  await changeProject({ presets: next(useProject.getState().texts?.presets ?? []) }, title);
}
