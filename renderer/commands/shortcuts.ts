/**
 * Keys that run a command, written as `Mod+Shift+P`: Mod is ⌘ on a Mac and Ctrl elsewhere.
 *
 * A sign such as `?` is named by what it types, so Shift is part of it where a keyboard needs Shift for it.
 */

export interface Chord {
  /** As KeyboardEvent.key has it; a letter in lower case. */
  key: string;
  mod: boolean;
  shift: boolean;
  alt: boolean;
}

/** What of a KeyboardEvent says which keys were pressed. */
export type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const modifiers = ["Mod", "Shift", "Alt"] as const;

/** What cannot be written as itself. */
const named: Record<string, string> = { Space: " ", Plus: "+" };

export function parseShortcut(text: string): Chord {
  const parts = text.split("+");
  const last = parts.pop() ?? "";
  const unknown = parts.find((part) => !(modifiers as readonly string[]).includes(part));
  if (unknown !== undefined || last === "") throw new Error(`"${text}" is no shortcut; modifiers: ${modifiers.join()}`);
  const key = named[last] ?? (last.length === 1 ? last.toLowerCase() : last);
  return { key, mod: parts.includes("Mod"), shift: parts.includes("Shift"), alt: parts.includes("Alt") };
}

export function matches(chord: Chord, pressed: Pressed, mac: boolean): boolean {
  const [mod, other] = mac ? [pressed.metaKey, pressed.ctrlKey] : [pressed.ctrlKey, pressed.metaKey];
  if (mod !== chord.mod || other || pressed.altKey !== chord.alt) return false;
  if (isSign(chord.key)) return pressed.key === chord.key;
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  return key === chord.key && pressed.shiftKey === chord.shift;
}

/** Whether the keys mean the same while somebody writes, so that a text field need not have them. */
export function isGlobal({ key, mod }: Chord): boolean {
  return mod || /^F\d+$/.test(key);
}

function isSign(key: string): boolean {
  return key.length === 1 && key !== " " && key.toLowerCase() === key.toUpperCase();
}

const signs: Record<string, string> = {
  " ": "Space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "Page Up",
  PageDown: "Page Down",
};

/** As people read it: `Ctrl+Shift+P`, on a Mac `⇧⌘P`. */
export function shortcutText(text: string, mac: boolean): string {
  const { key, mod, shift, alt } = parseShortcut(text);
  const name = signs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  if (mac) return `${alt ? "⌥" : ""}${shift ? "⇧" : ""}${mod ? "⌘" : ""}${name === "Enter" ? "↩" : name}`;
  return [mod && "Ctrl", alt && "Alt", shift && "Shift", name].filter(Boolean).join("+");
}

const menuKeys: Record<string, string> = {
  ArrowLeft: "Left",
  ArrowRight: "Right",
  ArrowUp: "Up",
  ArrowDown: "Down",
  "+": "Plus",
};

/** As the application menu takes it; null for keys that a menu would take away from somebody who writes. */
export function acceleratorOf(text: string): string | null {
  const chord = parseShortcut(text);
  if (!isGlobal(chord)) return null;
  const key = menuKeys[chord.key] ?? (chord.key.length === 1 ? chord.key.toUpperCase() : chord.key);
  return [chord.mod && "CommandOrControl", chord.alt && "Alt", chord.shift && "Shift", key].filter(Boolean).join("+");
}
