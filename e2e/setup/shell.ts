/** Starts the built shell under Playwright. */
import path from "node:path";
import { _electron, type ElectronApplication } from "playwright-core";

const root = path.resolve(import.meta.dirname, "../..");

/** On the project in `folder`, which also takes Electron's own data. `dist` names another Electron than the package's. */
export function launchShell(folder: string, dist: string | null, display: string): Promise<ElectronApplication> {
  // Playwright starts what the electron package names, and that reads this.
  if (dist) process.env.ELECTRON_OVERRIDE_DIST_PATH = dist;
  return _electron.launch({
    args: [root, `--user-data-dir=${path.join(folder, "electron")}`],
    env: {
      ...process.env,
      DISPLAY: display,
      GUIDEPOST_PROJECT: path.join(folder, "project"),
      XDG_CONFIG_HOME: path.join(folder, "config"),
      // The test Electron's own Node is too old for the store.
      ...(dist ? { GUIDEPOST_NODE: process.execPath } : {}),
    } as Record<string, string>,
  });
}
