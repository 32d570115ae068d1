/** What the window remembers on this machine: the theme, the layout, the toggles. Losing it costs nothing. */

const PREFIX = "guidepost.";

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
  } catch {
    // Storage is full or forbidden: the window works the same, it just starts from its defaults next time.
  }
}
