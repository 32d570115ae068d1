/**
 * Opens what was dropped on the window: a project's folder, a project that was exported to one file, a model, or a bundle
 * that a policy was exported to.
 */
import { desktop } from "../client/desktop.ts";
import { chooseModel } from "../inspector/new-run.ts";
import { showProject } from "../project/moves.ts";
import { readBundle } from "./bundle.ts";
import { useEngine } from "./engine-store.ts";
import { openProject } from "./projects.ts";
import { selectTask } from "./session.ts";

/** The engine takes no longer models [bytes]. */
const MODEL_LIMIT = 900_000;
const BUNDLE_LIMIT = 200 * 2 ** 20;

/** Rejects with what can be dropped where this is nothing of the kind. */
export async function openDropped(data: DataTransfer): Promise<void> {
  const [item] = data.items;
  // Both are gone once the event is over.
  const isFolder = item?.webkitGetAsEntry()?.isDirectory ?? false;
  const [file] = data.files;
  if (!file) return;
  if (isFolder || file.name === "project.json") await openFolder(file, isFolder);
  else if (/\.guidepost$/i.test(file.name)) importProject(file);
  else if (/\.(xml|mjcf)$/i.test(file.name)) await openModel(file);
  else if (/\.zip$/i.test(file.name)) await openBundle(file);
  else
    throw new Error(
      `${file.name} cannot be opened. Drop a project's folder or file (.guidepost), an MJCF model (.xml) or a bundle (.zip).`,
    );
}

async function openFolder(file: File, isFolder: boolean): Promise<void> {
  if (!desktop)
    throw new Error("A browser opens no other projects. Start guidepost serve with --project and its folder.");
  const place = desktop.pathOf(file);
  await openProject(isFolder ? place : place.replace(/[\\/][^\\/]+$/, ""));
}

/** Asks into which folder: nothing is unpacked by a slip of the hand. */
function importProject(file: File): void {
  if (!desktop)
    throw new Error("A browser does not know where a file lies. Choose “Import a project from a file…” and name it.");
  showProject("import", desktop.pathOf(file));
}

async function openModel(file: File): Promise<void> {
  if (file.size > MODEL_LIMIT)
    throw new Error(
      `${file.name} has ${file.size} bytes; a model has at most ${MODEL_LIMIT}. Train it from the command line.`,
    );
  const text = await file.text();
  if (!text.includes("<mujoco")) throw new Error(`${file.name} is no MJCF model: it has no mujoco element.`);
  chooseModel({ name: file.name, text });
}

/** A bundle tells its task and brings its robot: the form then describes a run like it. */
async function openBundle(file: File): Promise<void> {
  if (file.size > BUNDLE_LIMIT) throw new Error(`${file.name} is larger than any bundle of Guidepost.`);
  const { task, model } = readBundle(file.name, new Uint8Array(await file.arrayBuffer()));
  const known = useEngine.getState().tasks ?? [];
  if (!known.some(({ name }) => name === task))
    throw new Error(
      `${file.name} is for the task ${task}; this Guidepost knows ${known.map(({ name }) => name).join(", ")}.`,
    );
  selectTask(task);
  chooseModel({ name: `${file.name}: model.xml`, text: model });
}
