import { expect, it } from "vitest";
import { useEngine } from "../app/engine-store.ts";
import { playback } from "../app/playback.ts";
import { menuEntries } from "./menu.ts";
import { commandNamed, commands, currentCommands, isEnabled, runCommand, shortcutsOf } from "./registry.ts";
import { acceleratorOf, parseShortcut } from "./shortcuts.ts";

it("names every command once", () => {
  const ids = commands.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  for (const command of commands) expect(commandNamed(command.id)).toBe(command);
});

it.each([false, true])("gives no keys to two commands (on a Mac: %s)", (mac) => {
  const keys = commands.flatMap((command) =>
    shortcutsOf(command, mac).map((text) => JSON.stringify(parseShortcut(text))),
  );
  expect(keys).toEqual([...new Set(keys)]);
});

it("leaves to the system what the menu's own roles have", () => {
  const taken = ["X", "C", "V", "A", "Q", "W", "R", "Shift+I"].map((keys) => `CommandOrControl+${keys}`);
  for (const mac of [false, true]) {
    const accelerators = commands.flatMap((command) => shortcutsOf(command, mac).map(acceleratorOf));
    expect(accelerators.filter((keys) => taken.includes(keys ?? ""))).toEqual([]);
  }
});

it("runs what is enabled, and nothing else", () => {
  playback.setState({ duration: 0, loop: true });
  expect(runCommand("playback.loop")).toBe(false);
  playback.setState({ duration: 8 });
  expect(runCommand("playback.loop")).toBe(true);
  expect(playback.getState().loop).toBe(false);
  expect(runCommand("no such command")).toBe(false);
  // What only the desktop has is not there elsewhere.
  const zoom = commandNamed("view.zoomIn");
  expect(zoom && isEnabled(zoom)).toBe(false);
});

it("has a command for each task and run", () => {
  const run = { id: 3, task: "peg2d", seed: 1, method: "gps", status: "completed" };
  useEngine.setState({ tasks: [{ name: "peg2d", title: "Planar peg" }], runs: [run] } as never);
  expect(currentCommands().map(({ id, title }) => [id, title])).toEqual([
    ["task.peg2d", "Show the task Planar peg"],
    ["run.3", "Show run 3, Planar peg, seed 1"],
  ]);
});

it("makes the menu of the same commands", () => {
  const entries = menuEntries(false);
  expect(entries.map(({ id }) => id)).toEqual(expect.arrayContaining(commands.map(({ id }) => id)));
  expect(entries.find(({ id }) => id === "edit.undo")).toEqual({
    id: "edit.undo",
    title: "Undo",
    group: "Edit",
    accelerator: "CommandOrControl+Z",
  });
});
