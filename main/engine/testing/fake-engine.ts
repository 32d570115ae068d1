/** A project in a temporary folder and an engine on it whose worker is the fake one. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { taskDescriptions } from "../../../workers/systems/index.ts";
import { openProject, type Project } from "../../projects/project.ts";
import { keepSettings } from "../../settings/settings.ts";
import { type RunConfig, runConfigSchema } from "../api.ts";
import { Engine } from "../engine.ts";

export const fakeTrainer = path.join(import.meta.dirname, "fake-trainer.ts");

export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-test-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function fakeEngine(project: Project): Engine {
  const settings = keepSettings(path.join(project.folder, "settings.json"));
  return new Engine({ project, tasks: taskDescriptions, trainerEntry: fakeTrainer, settings });
}

export function openFakeEngine(folder: string): { engine: Engine; project: Project } {
  const project = openProject(folder, "write");
  return { engine: fakeEngine(project), project };
}

export function smallConfig(change: Partial<RunConfig> = {}): RunConfig {
  return runConfigSchema.parse({ task: "peg2d", iterations: 4, samples: 2, ...change });
}
