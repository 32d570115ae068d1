import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../engine/testing/fake-engine.ts";
import { keepSettings, settingsFile } from "./settings.ts";

let temporary: ReturnType<typeof temporaryFolder>;
let file: string;

beforeEach(() => {
  temporary = temporaryFolder();
  file = settingsFile({ XDG_CONFIG_HOME: temporary.folder }, "linux");
});
afterEach(() => temporary.remove());

function put(text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test("by default one core is left over, but one trains", () => {
  expect([1, 2, 8].map((cores) => keepSettings(file, cores).read().trainingCores)).toEqual([1, 1, 7]);
});

test("what is written is read again, by another keeper too", () => {
  keepSettings(file, 4).write({ trainingCores: 2 });
  expect(keepSettings(file, 4).read()).toMatchObject({ trainingCores: 2 });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ trainingCores: 2 });
});

test("more cores than there are are refused, and brought down where another machine had them", () => {
  expect(() => keepSettings(file, 4).write({ trainingCores: 5 })).toThrow(/^5 cores .* integer 1…4\.$/);
  expect(keepSettings(file, 4).read()).toMatchObject({ trainingCores: 3 });
  put('{"trainingCores": 64}');
  expect(keepSettings(file, 4).read()).toMatchObject({ trainingCores: 4 });
});

test.each(["{", '{"trainingCores": 0}', '{"trainingCores": "all"}', `"${" ".repeat(70_000)}"`])(
  "a file that is broken says so: %.30s",
  (text) => {
    put(text);
    expect(() => keepSettings(file, 4).read()).toThrow(/^The settings in .*settings\.json cannot be read .* Tip: mend/);
  },
);

test("each platform has its place", () => {
  expect(settingsFile({ APPDATA: "/roaming" }, "win32")).toBe(path.join("/roaming", "guidepost", "settings.json"));
  expect(settingsFile({}, "darwin")).toMatch(/Application Support.guidepost.settings\.json$/);
  expect(settingsFile({ XDG_CONFIG_HOME: "relative" }, "linux")).toMatch(/\.config.guidepost.settings\.json$/);
});
