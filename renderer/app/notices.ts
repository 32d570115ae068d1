/** One-line messages in the corner: a fault waits to be read and says what to do; what is none passes by itself. */
import { create } from "zustand";
import { writeLog } from "./log-store.ts";

export interface Notice {
  id: number;
  text: string;
  isFault: boolean;
}

export const useNotices = create<{ notices: Notice[] }>(() => ({ notices: [] }));

const MOST = 3;

let last = 0;

export function notify(error: unknown): void {
  const text = messageOf(error);
  writeLog("error", text);
  show(text, true);
}

/** Says what is no fault. */
export function tell(text: string): void {
  writeLog("info", text);
  show(text, false);
}

/** What is told gives way to what is told next; of faults the last few wait. */
function show(text: string, isFault: boolean): void {
  useNotices.setState(({ notices }) => {
    const others = notices.filter((notice) => notice.text !== text && (notice.isFault || isFault));
    return { notices: [...others, { id: ++last, text, isFault }].slice(-MOST) };
  });
}

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
