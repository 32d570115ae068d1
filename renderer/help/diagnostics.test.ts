import { expect, it } from "vitest";
import type { Diagnostics, RunSummary, Settings } from "../../main/engine/api.ts";
import { diagnosticsText } from "./diagnostics.ts";

const engine: Diagnostics = {
  versions: { guidepost: "0.1.0", node: "24.0.0" },
  platform: "Linux 6.1 x64",
  memory: 8 * 2 ** 30,
  cores: 4,
  privateFolders: ["/home/ada/robots/peg", "/home/ada"],
};
const settings = { theme: "dark", trainingCores: 3, projectsFolder: "/srv/ada" } as Settings;
const line = (text: string) => ({ at: "2026-01-01T00:00:00Z", level: "error" as const, from: "engine" as const, text });

it("tells versions, machine, settings, runs and the last lines of the log", () => {
  const runs = [{ status: "completed" }, { status: "failed" }, { status: "completed" }] as RunSummary[];
  const text = diagnosticsText({ engine, window: { electron: "45" }, settings, runs, log: [line("out of memory")] });
  for (const fact of ["guidepost: 0.1.0", "electron: 45", "platform: Linux 6.1 x64", "memory: 8 GiB", "theme: dark"])
    expect(text.split("\n")).toContain(fact);
  expect(text).toContain("runs: 2 completed, 1 failed");
  expect(text).toContain("2026-01-01T00:00:00Z error engine: out of memory");
});

it("names no folder of the person's", () => {
  const log = [line("/home/ada/robots/peg/runs.sqlite is full"), line("cannot read /home/ada/arm.xml")];
  const text = diagnosticsText({ engine, window: {}, settings, runs: [], log });
  expect(text).not.toContain("ada");
  expect(text).toContain("<project>/runs.sqlite is full");
  expect(text).toContain("cannot read ~/arm.xml");
});

it("keeps to the last lines, and works without an engine", () => {
  const log = Array.from({ length: 100 }, (_, i) => line(`line ${i}.`));
  const text = diagnosticsText({ engine: null, window: {}, settings: null, runs: [], log });
  expect(text).toContain("engine: not connected");
  expect(text).not.toContain("line 39.");
  expect(text).toContain("line 40.");
});
