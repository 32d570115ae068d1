import { expect, it, vi } from "vitest";
import { callShell, type ShellApi, type ShellCall, shellArguments } from "./shell-api.ts";

const names = Object.keys(shellArguments) as ShellCall[];
const api = () => Object.fromEntries(names.map((name) => [name, vi.fn(() => name)])) as unknown as ShellApi;
const entry = { id: "run.train", title: "Train", group: "Run", accelerator: "CommandOrControl+Enter", enabled: true };

it.each([
  ["engineAddress", []],
  ["showMenu", [[entry]]],
  ["setZoom", [1.25]],
  ["notify", ["Run 3", "is done"]],
  ["working", [null]],
  ["left", []],
  ["keepMemory", []],
  ["openProject", ["/home/me/peg"]],
  ["choosePath", ["new-archive", "/home/me/peg.guidepost"]],
])("passes %s on with %j", (name, args) => {
  const handlers = api();
  expect(callShell(handlers, name, args)).toBe(name);
  expect(handlers[name as ShellCall]).toHaveBeenCalledWith(...args);
});

it.each([
  ["engineAddress", ["please"]],
  ["showMenu", [[{ ...entry, click: "x" }]]],
  ["showMenu", [[{ ...entry, enabled: "yes" }]]],
  ["showMenu", [Array(501).fill(entry)]],
  ["setZoom", [40]],
  ["setZoom", [Number.NaN]],
  ["notify", ["title alone"]],
  ["working", [2]],
  ["openProject", [""]],
  ["choosePath", ["anything", "/home/me"]],
  ["choosePath", ["folder"]],
  ["choosePath", ["folder", "/x".repeat(4096)]],
  ["openProject", [{ toString: "/" }]],
  ["toString", []],
  ["__proto__", []],
  ["quit", []],
  [7, []],
  [undefined, []],
])("refuses %s with %j", (name, args) => {
  const handlers = api();
  expect(() => callShell(handlers, name, args)).toThrow(/^Refused/);
  for (const known of names) expect(handlers[known]).not.toHaveBeenCalled();
});
