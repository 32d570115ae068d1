/**
 * What the window remembers on this machine: the theme, the layouts, the toggles. Losing it costs no work; it is on the disk
 * within a second all the same.
 */
import { desktop } from "../client/desktop.ts";

const PREFIX = "guidepost.";
/** Chromium itself waits for many seconds before it writes [ms]. */
const KEEP_AFTER_MS = 200;

let timer: ReturnType<typeof setTimeout> | undefined;

/** null when nothing, or nothing readable, was remembered. */
export function recall(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
  } catch {
    return null;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    keepSoon();
  } catch {
    // Storage is full or forbidden: the window works the same, it just starts from its defaults next time.
  }
}

function keepSoon(): void {
  if (timer !== undefined) return;
  timer = setTimeout(() => {
    timer = undefined;
    // A window that is being closed is refused, and Chromium writes when it ends.
    desktop?.keepMemory().catch(() => {});
  }, KEEP_AFTER_MS);
}
