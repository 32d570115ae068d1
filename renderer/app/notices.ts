/** One-line messages in the corner: a fault waits to be read and says what to do; what is none passes by itself. */
import { create } from "zustand";
import { writeLog } from "./log-store.ts";

export interface Notice {
  id: number;
  text: string;
}

interface Notices {
  /** The last few, the newest last. */
  faults: readonly Notice[];
  /** What is no fault, and gives way to what is told next. */
  told: Notice | null;
}

export const useNotices = create<Notices>(() => ({ faults: [], told: null }));

/** Faults that wait to be read. */
const MOST = 3;

let last = 0;

export function notify(error: unknown): void {
  const text = messageOf(error);
  writeLog("error", text);
  useNotices.setState(({ faults }) => {
    const others = faults.filter((fault) => fault.text !== text);
    return { faults: [...others, { id: ++last, text }].slice(-MOST) };
  });
}

/** Says what is no fault. */
export function tell(text: string): void {
  writeLog("info", text);
  useNotices.setState({ told: { id: ++last, text } });
}

export function dismiss(id: number): void {
  useNotices.setState(({ faults, told }) => ({
    faults: faults.filter((fault) => fault.id !== id),
    told: told?.id === id ? null : told,
  }));
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
