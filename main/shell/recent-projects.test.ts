import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { recentProjects, rememberProject } from "./recent-projects.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-recent-"));
  file = path.join(folder, "projects.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

function project(name: string): string {
  const place = path.join(folder, name);
  mkdirSync(place);
  writeFileSync(path.join(place, "project.json"), "{}");
  return place;
}

it("names a project as it names itself", () => {
  const peg = project("peg");
  rememberProject(file, peg);
  writeFileSync(path.join(peg, "project.json"), '{"version": 1, "name": "Peg, second attempt"}');
  expect(recentProjects(file)).toEqual([{ folder: peg, name: "Peg, second attempt" }]);
});

it("lists what was opened last first, once each", () => {
  const [peg, walker] = [project("peg"), project("walker")];
  for (const one of [peg, walker, peg]) rememberProject(file, one);
  expect(recentProjects(file)).toEqual([
    { folder: peg, name: "peg" },
    { folder: walker, name: "walker" },
  ]);
});

it("leaves out what is gone, and keeps a dozen", () => {
  const gone = project("gone");
  rememberProject(file, gone);
  rmSync(gone, { recursive: true });
  expect(recentProjects(file)).toEqual([]);
  for (let i = 0; i < 20; i++) rememberProject(file, project(`p${i}`));
  expect(recentProjects(file).map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, i) => `p${19 - i}`));
});

it.each(["{", '{"a": 1}', "[1]"])("starts anew when the file is damaged: %s", (content) => {
  writeFileSync(file, content);
  expect(recentProjects(file)).toEqual([]);
  const peg = project("peg");
  rememberProject(file, peg);
  expect(recentProjects(file)).toEqual([{ folder: peg, name: "peg" }]);
});
