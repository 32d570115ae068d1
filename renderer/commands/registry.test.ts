import { expect, it } from "vitest";
import { useEngine } from "../app/engine-store.ts";
import { useNotices } from "../app/notices.ts";
import { playback } from "../app/playback.ts";
import { runWith } from "../library/testing/runs.ts";
import { menuEntries } from "./menu.ts";
import {
  commandNamed,
  commands,
  currentCommands,
  hindranceOf,
  isEnabled,
  keysHeardIn,
  runCommand,
  runOrTell,
  shortcutsOf,
} from "./registry.ts";
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

it("says of the keys that only some panels hear, as Delete, which panels these are", () => {
  expect(keysHeardIn(commandNamed("library.delete")!)).toBe("keys in Runs table and Runs");
  expect(keysHeardIn(commandNamed("view.palette")!)).toBe(null);
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

it("says in a sentence what hinders a command where nothing is there yet", () => {
  useEngine.setState({ runs: [], tasks: [], info: null });
  playback.setState({ duration: 0 });
  const hindrances = Object.fromEntries(commands.map((command) => [command.id, hindranceOf(command)]));
  for (const hindrance of Object.values(hindrances)) expect(hindrance ?? "So.").toMatch(/^[A-Z].*\.$/);
  const choose = "Choose a run first.";
  for (const id of ["star", "rename", "archive", "delete", "restore"]) expect(hindrances[`library.${id}`]).toBe(choose);
  for (const id of ["run", "onnx", "csv", "parquet", "npz", "mcap", "json"])
    expect(hindrances[`export.${id}`]).toBe(choose);
  expect(hindrances["playback.toggle"]).toBe("Show a run that has rollouts first.");
});

it("tells what hinders a command that was chosen by name", () => {
  useNotices.setState({ faults: [], told: null });
  runOrTell("export.run");
  expect(useNotices.getState().told?.text).toBe("Choose a run first.");
});

it("has what the buttons of the window run", async () => {
  const sources = import.meta.glob<string>("../**/*.tsx", { query: "?raw", import: "default", eager: true });
  const named = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/(?:\bcommand=|[rR]unCommand\(|button\()"([a-z][\w.]+)"/g)].map(([, id]) => id!),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((id) => commandNamed(id) === undefined)).toEqual([]);
});

it("has a command for each task, run and column", () => {
  const runs = [runWith(3, { task: "peg2d", seed: 1 })];
  useEngine.setState({ tasks: [{ name: "peg2d", title: "Planar peg" }], runs } as never);
  const titles = Object.fromEntries(currentCommands().map(({ id, title }) => [id, title]));
  expect(titles).toMatchObject({
    "task.peg2d": "Show the task Planar peg",
    "run.3": "Show run 3, Planar peg, seed 1",
    "library.sort.best": "Runs table: sort by Best",
    "library.column.note": "Runs table: show or hide the column Note",
  });
  expect(Object.keys(titles).length).toBe(currentCommands().length);
});

it("makes the menu of the same commands", () => {
  const entries = menuEntries(false);
  expect(entries.map(({ id }) => id)).toEqual(expect.arrayContaining(commands.map(({ id }) => id)));
  expect(entries.find(({ id }) => id === "edit.undo")).toEqual({
    id: "edit.undo",
    title: "Undo",
    group: "Edit",
    accelerator: "CommandOrControl+Z",
    enabled: false,
  });
});

it("greys in the menu what is hindered, and only that", () => {
  const enabled = () => menuEntries(false).find(({ id }) => id === "playback.toggle")?.enabled;
  playback.setState({ duration: 0 });
  expect(enabled()).toBe(false);
  playback.setState({ duration: 4 });
  expect(enabled()).toBe(true);
  playback.setState({ duration: 0 });
});
