/** The window's keys: playback wherever no other control wants the key. */
import { playbackCommands } from "./playback-commands.ts";

const actions = new Map(
  Object.values(playbackCommands).flatMap(({ shortcuts, run }) => shortcuts.map((keys) => [keys, run] as const)),
);

/** As the commands write it: letters large, Shift only before what has no other sign with it. */
function keysOf({ key, shiftKey }: KeyboardEvent): string {
  if (key === " ") return "Space";
  if (key.length === 1) return key.toUpperCase();
  return shiftKey ? `Shift+${key}` : key;
}

/** Keys that a focused control uses itself: dialogs and text fields all, lists and choices the arrows, buttons the space bar. */
function takenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog")) return true;
  if (target.closest("input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable]"))
    return true;
  if (key === " ") return target.closest("button, summary, [role=option], [role=tab], input") !== null;
  // Sliders and choices take what moves them, lists any letter.
  const moves = key.startsWith("Arrow") || key === "Home" || key === "End";
  if (moves && target.closest("[role=radiogroup], [role=tablist], [role=separator], input")) return true;
  return target.closest("[role=listbox]") !== null;
}

/** Returns what stops listening. */
export function listenForKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    const action = actions.get(keysOf(event));
    if (!action || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (takenBy(event.target, event.key)) return;
    event.preventDefault();
    action();
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}
