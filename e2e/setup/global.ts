/**
 * What the end-to-end tests stand on: a built program, a display, an Electron and a Chromium.
 *
 * What this machine lacks is told in one line each and its tests are left out; with GUIDEPOST_REQUIRE_ALL=1 nothing
 * may be left out.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { findChromium } from "./chromium.ts";
import { openDisplay } from "./display.ts";
import { type FoundElectron, findElectron } from "./electron.ts";

/** What a test may use; `missing` says why it must be left out. */
export interface Stage {
  electron: FoundElectron;
  chromium: { file: string; missing: string | null };
  display: string;
  /** Folder for everything that the tests write. */
  workspace: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    stage: Stage;
  }
}

const root = path.resolve(import.meta.dirname, "../..");

export default async function setup(project: TestProject): Promise<() => void> {
  const build = spawnSync(process.execPath, [path.join(root, "scripts/ensure-built.mjs")], { stdio: "inherit" });
  if (build.status !== 0) throw new Error("The program does not build; see above.");
  const display = await openDisplay();
  try {
    const electron = await findElectron(display.missing);
    const file = findChromium();
    const chromium = { file: file ?? "", missing: file === null ? "chromium is not installed" : null };
    tellMissing("Electron tests", electron.missing);
    tellMissing("Browser tests", chromium.missing);
    const workspace = mkdtempSync(path.join(os.tmpdir(), "guidepost-e2e-"));
    project.provide("stage", { electron, chromium, display: display.name, workspace });
    return () => {
      display.close();
      rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
    };
  } catch (error) {
    display.close();
    throw error;
  }
}

function tellMissing(tests: string, reason: string | null): void {
  if (reason === null) return;
  if (process.env.GUIDEPOST_REQUIRE_ALL === "1") throw new Error(`${tests} cannot be left out here, but ${reason}.`);
  console.log(`${tests} left out: ${reason}.`);
}
