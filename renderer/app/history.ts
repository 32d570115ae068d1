/**
 * One history of everything that a person edits: the form, the settings, the layout, the library. What was done last is
 * undone first, wherever it was done.
 */
import { createStore } from "zustand/vanilla";

export interface Edit {
  /** What was done: "change of Seed". */
  title: string;
  /** A promise where somebody else is asked to; one that is rejected has changed nothing. */
  undo(): unknown;
  redo(): unknown;
  /** Room that the edit belongs to, where it says so itself or may forget it. */
  room?: "library";
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
  /** How many edits are being done, and are not in the past yet. */
  underWay: number;
}

const LIMIT = 200;
/** A pause in writing that begins a new edit [ms]. */
const MERGE_WITHIN_MS = 1500;

export const history = createStore<History>(() => ({ past: [], future: [], underWay: 0 }));

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

/** Kept when no edit is being done any more. */
let allDone: Promise<unknown> = Promise.resolve();

/**
 * Does an edit that somebody else is asked to do, and takes it in when it is done. Who undoes before that means this edit,
 * however long it takes. Rejects, and takes in nothing, when it was refused.
 */
export async function doEdit(edit: Edit, how: () => Promise<unknown>): Promise<void> {
  history.setState(({ underWay }) => ({ underWay: underWay + 1 }));
  const done = how().then(() => record(edit));
  allDone = Promise.allSettled([allDone, done]);
  try {
    await done;
  } finally {
    history.setState(({ underWay }) => ({ underWay: underWay - 1 }));
  }
}

/** Takes back the last edit. One that cannot be taken back stays the last, and rejects with the reason. */
export async function undo(): Promise<void> {
  if (history.getState().underWay > 0) await allDone;
  const edit = history.getState().past.at(-1);
  if (!edit) return;
  const stay = move(edit, "past", "future");
  await replay(edit.undo, stay);
}

export async function redo(): Promise<void> {
  if (history.getState().underWay > 0) await allDone;
  const edit = history.getState().future.at(-1);
  if (!edit) return;
  const stay = move({ ...edit, at: 0 }, "future", "past");
  await replay(edit.redo, stay);
}

/** What a room has done can no longer be undone. */
export function forget(room: Edit["room"]): void {
  const others = (edits: readonly Entry[]) => edits.filter((edit) => edit.room !== room);
  history.setState(({ past, future }) => ({ past: others(past), future: others(future) }));
}

/** Takes the last of one list to the end of the other; returns the way back. */
function move(edit: Entry, from: "past" | "future", to: "past" | "future"): () => void {
  history.setState((lists) => ({ [from]: lists[from].slice(0, -1), [to]: [...lists[to], edit] }));
  return () =>
    history.setState((lists) => ({ [from]: [...lists[from], edit], [to]: lists[to].filter((one) => one !== edit) }));
}

async function replay(change: () => unknown, stay: () => void): Promise<void> {
  replaying = true;
  let done: unknown;
  try {
    done = change();
  } finally {
    replaying = false;
  }
  try {
    await done;
  } catch (error) {
    stay();
    throw error;
  }
}
