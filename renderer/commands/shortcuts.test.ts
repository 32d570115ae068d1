import { expect, it } from "vitest";
import { acceleratorOf, isGlobal, matches, type Pressed, parseShortcut, shortcutText } from "./shortcuts.ts";

const pressed = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const hits = (shortcut: string, event: Pressed, mac = false) => matches(parseShortcut(shortcut), event, mac);

it("takes Mod as Ctrl, and as ⌘ on a Mac", () => {
  expect(hits("Mod+K", pressed("k", { ctrlKey: true }))).toBe(true);
  expect(hits("Mod+K", pressed("k", { metaKey: true }))).toBe(false);
  expect(hits("Mod+K", pressed("k", { metaKey: true }), true)).toBe(true);
  expect(hits("Mod+K", pressed("k", { ctrlKey: true }), true)).toBe(false);
  expect(hits("Mod+K", pressed("k"))).toBe(false);
});

it("asks for exactly the modifiers that it names", () => {
  expect(hits("Mod+Shift+P", pressed("P", { ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(hits("Mod+Shift+P", pressed("p", { ctrlKey: true }))).toBe(false);
  expect(hits("Mod+Z", pressed("Z", { ctrlKey: true, shiftKey: true }))).toBe(false);
  expect(hits("ArrowLeft", pressed("ArrowLeft", { shiftKey: true }))).toBe(false);
  expect(hits("ArrowLeft", pressed("ArrowLeft", { altKey: true }))).toBe(false);
});

it("takes a sign however a keyboard types it", () => {
  expect(hits("?", pressed("?", { shiftKey: true }))).toBe(true);
  expect(hits("?", pressed("?"))).toBe(true);
  expect(hits("?", pressed("/"))).toBe(false);
});

it("knows which keys a text field may lose", () => {
  expect(["Mod+K", "F1", "Space", "?", "Shift+ArrowLeft"].map((text) => isGlobal(parseShortcut(text)))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

it.each([
  ["Mod+Shift+P", "Ctrl+Shift+P", "⇧⌘P", "CommandOrControl+Shift+P"],
  ["Space", "Space", "Space", null],
  ["Shift+ArrowLeft", "Shift+←", "⇧←", null],
  ["Mod+ArrowUp", "Ctrl+↑", "⌘↑", "CommandOrControl+Up"],
  ["Mod+=", "Ctrl+=", "⌘=", "CommandOrControl+="],
  ["F1", "F1", "F1", "F1"],
])("writes %s as %s, on a Mac as %s, in a menu as %s", (text, other, mac, accelerator) => {
  expect([shortcutText(text, false), shortcutText(text, true), acceleratorOf(text)]).toEqual([other, mac, accelerator]);
});

it("refuses what is no shortcut", () => expect(() => parseShortcut("Control+K")).toThrow(/no shortcut/));
