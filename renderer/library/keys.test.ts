import { expect, it } from "vitest";
import { moved, tableKey } from "./keys.ts";

const press = (key: string, held: object = {}) =>
  tableKey({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

it("moves by arrows, and extends the choice with Shift", () => {
  expect(press("ArrowDown")).toEqual({ act: "move", to: "down", extend: false });
  expect(press("End", { shiftKey: true })).toEqual({ act: "move", to: "last", extend: true });
});

it("knows the keys of choosing, with Ctrl or ⌘, and leaves those of commands to the window", () => {
  expect(["Enter", " "].map((key) => press(key)?.act)).toEqual(["open", "toggle"]);
  expect(["F2", "Delete", "Backspace"].map((key) => press(key))).toEqual([null, null, null]);
  expect(press("a", { ctrlKey: true })).toEqual({ act: "all" });
  // The window has one history, and its own keys for it.
  expect(press("z", { ctrlKey: true })).toBeNull();
});

it("opens the menu with its own key, and with Shift+F10", () => {
  expect([press("ContextMenu"), press("F10", { shiftKey: true }), press("F10")]).toEqual([
    { act: "menu" },
    { act: "menu" },
    null,
  ]);
});

it("takes what is typed as the start of a search, and leaves the rest alone", () => {
  expect(press("w")).toEqual({ act: "type", text: "w" });
  expect([press("Tab"), press("F5"), press("k", { ctrlKey: true }), press("x", { altKey: true })]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

it("stays within the rows", () => {
  expect([moved(0, 5, 3, "up"), moved(3, 5, 3, "pageDown"), moved(2, 5, 3, "pageUp")]).toEqual([0, 4, 0]);
  expect([moved(-1, 5, 3, "down"), moved(-1, 5, 3, "last"), moved(0, 0, 3, "down")]).toEqual([0, 4, 0]);
});
