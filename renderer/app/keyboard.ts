/** The window's keys: playback wherever no other control wants the key. */
import { playback, seek, step, togglePlay } from "./playback.ts";

const FRAMES = 1;
const MANY_FRAMES = 10;

const actions: Record<string, (many: boolean) => void> = {
  " ": togglePlay,
  ArrowLeft: (many) => step(many ? -MANY_FRAMES : -FRAMES),
  ArrowRight: (many) => step(many ? MANY_FRAMES : FRAMES),
  Home: () => seek(0),
  End: () => seek(playback.getState().duration),
};

/** Keys that a focused control uses itself: dialogs and text fields all, lists and choices the arrows, buttons the space bar. */
function takenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog")) return true;
  if (target.closest("input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable]"))
    return true;
  if (key === " ") return target.closest("button, summary, [role=option], [role=tab], input") !== null;
  return target.closest("[role=listbox], [role=radiogroup], [role=tablist], [role=separator], input") !== null;
}

/** Returns what stops listening. */
export function listenForKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    const action = actions[event.key];
    if (!action || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (takenBy(event.target, event.key)) return;
    event.preventDefault();
    action(event.shiftKey);
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}
