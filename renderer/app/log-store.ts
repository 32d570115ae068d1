/** What happened, as the engine and the window tell it: in order of time, the last few hundred lines. */
import { create } from "zustand";
import type { LogLine } from "../../main/engine/api.ts";

const MOST_LINES = 500;

export interface ShownLine extends LogLine {
  from: "engine" | "window";
}

export const useLog = create<{ lines: ShownLine[] }>(() => ({ lines: [] }));

/** Takes in what the engine tells. */
export function logged(line: LogLine): void {
  add([{ ...line, from: "engine" }]);
}

/** Takes in everything that the engine has told so far, in place of what was known of it. */
export function readLog(lines: readonly LogLine[]): void {
  const own = useLog.getState().lines.filter(({ from }) => from === "window");
  useLog.setState({ lines: own });
  add(lines.map((line) => ({ ...line, from: "engine" })));
}

/** Writes a line of the window's own. */
export function writeLog(level: LogLine["level"], text: string): void {
  add([{ at: new Date().toISOString(), level, text, from: "window" }]);
}

function add(told: readonly ShownLine[]): void {
  useLog.setState(({ lines }) => ({
    lines: [...lines, ...told].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-MOST_LINES),
  }));
}

/** Writes down what went wrong in the window without being told. Returns what stops it. */
export function logFailures(): () => void {
  const onError = (event: ErrorEvent) => writeLog("error", event.message);
  const onRejection = ({ reason }: PromiseRejectionEvent) =>
    writeLog("error", reason instanceof Error ? reason.message : String(reason));
  window.addEventListener("error", onError);
  window.addEventListener("unhandledrejection", onRejection);
  return () => {
    window.removeEventListener("error", onError);
    window.removeEventListener("unhandledrejection", onRejection);
  };
}
