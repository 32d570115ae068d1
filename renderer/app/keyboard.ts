/** The window's keys: each runs its command wherever no other control wants the key. */
import type { Command } from "../commands/command.ts";
import { commands, isEnabled, onMac, shortcutsOf } from "../commands/registry.ts";
import { type Chord, isGlobal, matches, parseShortcut } from "../commands/shortcuts.ts";

const bound: readonly (readonly [Chord, Command])[] = commands.flatMap((command) =>
  shortcutsOf(command, onMac).map((shortcut) => [parseShortcut(shortcut), command] as const),
);

const TEXT = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const CHOICES = "[role=radiogroup], [role=tablist], [role=separator], input";
const LISTS = `[role=listbox], ${CHOICES}`;
/** What they take away is a command's matter, not the list's. */
const REMOVING = ["Delete", "Backspace"];

/** Keys that a focused control uses itself: dialogs all, text fields all but those of the window, lists the arrows. */
function takenBy(target: EventTarget | null, chord: Chord, id: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A text field that is no part of the window's history undoes for itself.
  if (id.startsWith("edit.")) return target.closest(TEXT) !== null && !target.closest("[data-history], select");
  if (target.closest("dialog")) return true;
  if (isGlobal(chord)) return false;
  if (target.closest(TEXT)) return true;
  if (chord.key === " ") return target.closest("button, summary, [role=option], [role=tab], input") !== null;
  return chord.key.length > 1 && target.closest(REMOVING.includes(chord.key) ? CHOICES : LISTS) !== null;
}

/** Whether the keys are heard where they were pressed. */
function isHeard({ heardIn }: Command, target: EventTarget | null): boolean {
  if (heardIn === undefined) return true;
  return target instanceof Element && heardIn.some((panel) => target.closest(`[data-panel=${panel}]`) !== null);
}

/** Returns what stops listening. */
export function listenForKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const [chord, command] =
      bound.find(
        ([keys, candidate]) => matches(keys, event, onMac) && isHeard(candidate, event.target) && isEnabled(candidate),
      ) ?? [];
    if (!chord || !command || takenBy(event.target, chord, command.id)) return;
    event.preventDefault();
    command.run();
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}
