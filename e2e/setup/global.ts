/**
 * What the end-to-end tests stand on: a built program, a display, an Electron and a Chromium.
 *
 * What this machine lacks is told in one line each and its tests are left out; with GUIDEPOST_REQUIRE_ALL=1 nothing
 * may be left out.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { findChromium } from "./chromium.ts";
import { openDisplay } from "./display.ts";
import { electronVehicle } from "./electron-vehicle.ts";

/** What a test may use; `missing` says why it must be left out. */
export interface Stage {
  electron: { dist: string | null; missing: string | null };
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

async function findElectron(noDisplay: string | null): Promise<Stage["electron"]> {
  const none = (missing: string) => ({ dist: null, missing });
  if (noDisplay !== null) return none(noDisplay);
  if (process.platform === "linux" && !hasLibrary("libgtk-3.so.0")) return none("libgtk-3 is not installed");
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return { dist: override, missing: null };
  if (existsSync(path.join(root, "node_modules/electron/dist/version"))) return { dist: null, missing: null };
  return electronVehicle().then(
    (dist) => ({ dist, missing: null }),
    (error: Error) => none(error.message),
  );
}

function hasLibrary(name: string): boolean {
  return spawnSync("ldconfig", ["-p"], { encoding: "utf8", env: { PATH: "/sbin:/usr/sbin:/bin" } }).stdout.includes(
    name,
  );
}

function tellMissing(tests: string, reason: string | null): void {
  if (reason === null) return;
  if (process.env.GUIDEPOST_REQUIRE_ALL === "1") throw new Error(`${tests} cannot be left out here, but ${reason}.`);
  console.log(`${tests} left out: ${reason}.`);
}
