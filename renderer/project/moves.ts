/** Ways to move a project or runs: what each asks for, and what it does. */

import { create } from "zustand";
import { closeDialog, openDialog } from "../app/dialogs.ts";
import { useEngine } from "../app/engine-store.ts";
import { formatBytes } from "../app/format.ts";
import { engineApi } from "../app/session.ts";
import type { PathKind } from "../client/desktop.ts";
import { readSize, takeRepairReport, useProject } from "./project-store.ts";

export interface PathAsked {
  label: string;
  kind: PathKind;
  /** What stands there first; `project` is this project's folder, `file` what was dropped on the window, if anything. */
  initial(project: string, file: string): string;
}

export interface MoveInput {
  paths: readonly string[];
  rollouts: boolean;
  replace: boolean;
}

export interface Move {
  title: string;
  button: string;
  note: string;
  paths: readonly PathAsked[];
  /** Whether rollouts may be left behind, and whether a file may be replaced. */
  rollouts?: true;
  replace?: true;
  /** Resolves to what was done, and to the folder of the project that was made, if one was. */
  run(input: MoveInput): Promise<{ done: string; made: string | null }>;
}

const parentOf = (folder: string): string => folder.replace(/[\\/][^\\/]*$/, "");
const nothing = (): string => "";
/** A dropped file's name without its ending. */
const stemOf = (file: string): string => file.replace(/^.*[\\/]/, "").replace(/\.guidepost$/i, "");

export const moves = {
  export: {
    title: "Export to one file",
    button: "Export",
    note: "Everything with its checksums, to back it up or to open it on another machine.",
    paths: [{ label: "File", kind: "new-archive", initial: (project) => `${project}.guidepost` }],
    rollouts: true,
    replace: true,
    run: async ({ paths: [file = ""], rollouts, replace }) => {
      const { bytes, members } = await engineApi().exportProject(file, { rollouts, replace });
      return { done: `Exported ${members} files to ${file} (${formatBytes(bytes)}).`, made: null };
    },
  },
  import: {
    title: "Import from a file",
    button: "Import",
    note: "Makes a project of it in a new folder. It is checked first; this project stays as it is.",
    paths: [
      { label: "File", kind: "archive", initial: (_, file) => file },
      {
        label: "New folder",
        kind: "new-folder",
        initial: (project, file) => `${parentOf(project)}/${stemOf(file) || "imported"}`,
      },
    ],
    run: async ({ paths: [file = "", folder = ""] }) => {
      await engineApi().importProject(file, folder);
      return { done: `Imported into ${folder}.`, made: folder };
    },
  },
  duplicate: {
    title: "Duplicate",
    button: "Duplicate",
    note: "A copy of this project in a new folder.",
    paths: [{ label: "New folder", kind: "new-folder", initial: (project) => `${project}-copy` }],
    rollouts: true,
    run: async ({ paths: [folder = ""], rollouts }) => {
      await engineApi().duplicateProject(folder, { rollouts });
      return { done: `Copied to ${folder}.`, made: folder };
    },
  },
  merge: {
    title: "Merge another project into this one",
    button: "Merge",
    note: "Its runs come under new numbers; those that are here already stay out. The other project is only read.",
    paths: [{ label: "Folder", kind: "folder", initial: nothing }],
    run: async ({ paths: [folder = ""] }) => {
      const merged = await engineApi().mergeProject(folder);
      await readSize();
      const left = merged.filter(({ to }) => to === null).map(({ from, reason }) => `Run ${from}: ${reason}.`);
      const brought = merged.length - left.length;
      return { done: [`${brought} of ${merged.length} runs were brought in.`, ...left].join(" "), made: null };
    },
  },
} satisfies Record<string, Move>;

export type MoveName = keyof typeof moves;

/** The one that the dialog shows; null where it was not opened for one. `file` was dropped on the window. */
export const useMove = create<{ move: MoveName | null; file: string }>(() => ({ move: null, file: "" }));

/** After a repair, in the window that began anew: what it did, once the engine can be asked. Returns what stops that. */
export function showRepair(): () => void {
  const repaired = takeRepairReport();
  if (repaired === null) return () => {};
  useProject.setState({ repaired });
  const stop = useEngine.subscribe(({ info }) => {
    if (info === null) return;
    stop();
    showProject();
  });
  return stop;
}

/** Opens the project's dialog, for a move where one is named, with the file that it is about. */
export function showProject(move: MoveName | null = null, file = ""): void {
  useMove.setState({ move, file });
  // Another opening of the same dialog begins anew.
  closeDialog();
  openDialog("project");
}
