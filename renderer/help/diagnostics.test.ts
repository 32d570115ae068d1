import { expect, it } from "vitest";
import type { Diagnostics, RunSummary, Settings } from "../../main/engine/api.ts";
import { diagnosticsText } from "./diagnostics.ts";

const machine: Diagnostics = {
  versions: { guidepost: "0.1.0", node: "24.0.0" },
  platform: "Linux 6.1 x64",
  memory: 8 * 2 ** 30,
  cores: 4,
  folders: { project: "/home/ada/robots/peg", home: "/home/ada" },
};
const settings = { theme: "dark", trainingCores: 3, projectsFolder: "/srv/ada" } as Settings;
const line = (text: string) => ({ at: "2026-01-01T00:00:00Z", level: "error" as const, from: "engine" as const, text });
const text = (more: Partial<Parameters<typeof diagnosticsText>[0]>) =>
  diagnosticsText({ machine, connection: "open", window: {}, settings, runs: [], log: [], ...more });

it("tells versions, machine, settings, runs and the last lines of the log, and nothing else", () => {
  const runs = [{ status: "completed" }, { status: "failed" }, { status: "completed" }] as RunSummary[];
  expect(text({ window: { electron: "45" }, runs, log: [line("out of memory")] })).toBe(
    [
      "Guidepost diagnostics",
      "guidepost: 0.1.0",
      "node: 24.0.0",
      "electron: 45",
      "platform: Linux 6.1 x64",
      "cores: 4",
      "memory: 8 GiB",
      "connection to the engine: open",
      "theme: dark",
      "trainingCores: 3",
      "runs: 2 completed, 1 failed",
      "",
      "2026-01-01T00:00:00Z error engine: out of memory",
      "",
    ].join("\n"),
  );
});

it.each([
  ["/home/ada/robots/peg/runs.sqlite is full", "<project>/runs.sqlite is full"],
  ["cannot read /home/ada/arm.xml", "cannot read ~/arm.xml"],
  ["cannot read /home/adam/arm.xml", "cannot read …/arm.xml"],
  ['no "/media/ada/disk/arm.xml" there', 'no "…/arm.xml" there'],
  ["C:\\Users\\ada\\arm.xml: no such file", "…/arm.xml: no such file"],
  [
    "Mozilla/5.0 (X11; Linux x86_64) at http://127.0.0.1:8080/",
    "Mozilla/5.0 (X11; Linux x86_64) at http://127.0.0.1:8080/",
  ],
  ["3 of 10 iterations, 0.5 m/s", "3 of 10 iterations, 0.5 m/s"],
])("writes %s without the person's folders", (told, written) => {
  expect(text({ log: [line(told)] })).toContain(`: ${written}\n`);
});

it("takes the project for the project where the home folder has the longer name", () => {
  const folders = { project: "/p", home: "/home/ada" };
  expect(text({ machine: { ...machine, folders }, log: [line("/p/runs.sqlite and /home/ada/x")] })).toContain(
    "<project>/runs.sqlite and ~/x",
  );
});

it("names no folder where the engine never told of any, and keeps to the last lines", () => {
  const log = Array.from({ length: 100 }, (_, i) => line(`line ${i}. /home/ada/x`));
  const told = text({ machine: null, connection: "unreachable", settings: null, log });
  expect(told).toContain("connection to the engine: unreachable");
  expect(told).not.toMatch(/ada|line 39\./);
  expect(told).toContain("line 40. …/x");
});
