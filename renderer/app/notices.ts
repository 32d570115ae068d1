/** One-line messages that wait to be read; each says what happened and what to do. */
import { create } from "zustand";
import { writeLog } from "./log-store.ts";

interface Notice {
  id: number;
  text: string;
}

export const useNotices = create<{ notices: Notice[] }>(() => ({ notices: [] }));

let last = 0;

export function notify(error: unknown): void {
  const text = messageOf(error);
  writeLog("error", text);
  show(text);
}

/** Says what is no fault. */
export function tell(text: string): void {
  writeLog("info", text);
  show(text);
}

function show(text: string): void {
  useNotices.setState(({ notices }) => ({
    notices: [...notices.filter((notice) => notice.text !== text), { id: ++last, text }].slice(-3),
  }));
}

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
