/**
 * One history of everything that a person edits: the form, the settings, the layout. What was done last is undone
 * first, wherever it was done.
 */
import { createStore } from "zustand/vanilla";

export interface Edit {
  /** What was done, as it follows "Undo": "change of Seed". */
  title: string;
  undo(): void;
  redo(): void;
  /** Edits with equal keys that follow each other quickly are one, as letters of a word are. */
  mergeKey?: string;
}

interface Entry extends Edit {
  at: number;
}

interface History {
  /** Oldest first. */
  past: readonly Entry[];
  /** What was undone; the next to redo last. */
  future: readonly Entry[];
}

const LIMIT = 200;
/** A pause in writing that begins a new edit [ms]. */
const MERGE_WITHIN_MS = 1500;

export const history = createStore<History>(() => ({ past: [], future: [] }));

let replaying = false;

/** Takes in an edit that has been made. What undoing and redoing changes is no edit of its own. */
export function record(edit: Edit, now = Date.now()): void {
  if (replaying) return;
  history.setState(({ past }) => {
    const last = past.at(-1);
    const merged = last?.mergeKey !== undefined && last.mergeKey === edit.mergeKey && now - last.at < MERGE_WITHIN_MS;
    const entry: Entry = { ...edit, undo: merged ? last.undo : edit.undo, at: now };
    return { past: [...(merged ? past.slice(0, -1) : past), entry].slice(-LIMIT), future: [] };
  });
}

export function undo(): void {
  const { past, future } = history.getState();
  const edit = past.at(-1);
  if (!edit) return;
  history.setState({ past: past.slice(0, -1), future: [...future, edit] });
  replay(edit.undo);
}

export function redo(): void {
  const { past, future } = history.getState();
  const edit = future.at(-1);
  if (!edit) return;
  history.setState({ past: [...past, { ...edit, at: 0 }], future: future.slice(0, -1) });
  replay(edit.redo);
}

function replay(change: () => void): void {
  replaying = true;
  try {
    change();
  } finally {
    replaying = false;
  }
}
