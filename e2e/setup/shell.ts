/** Starts the built shell under Playwright. */
import path from "node:path";
import { _electron, type ElectronApplication } from "playwright-core";

const root = path.resolve(import.meta.dirname, "../..");

export interface Launch {
  /** Where the project lies, and Electron's own data. */
  folder: string;
  /** Another Electron than the package's; null for that. */
  dist: string | null;
  display: string;
  /** More of the command line and of the environment. */
  args?: readonly string[];
  env?: Record<string, string>;
}

export function launchShell({ folder, dist, display, args = [], env = {} }: Launch): Promise<ElectronApplication> {
  // Playwright starts what the electron package names, and that reads this.
  if (dist) process.env.ELECTRON_OVERRIDE_DIST_PATH = dist;
  return _electron.launch({
    args: [...args, root, `--user-data-dir=${path.join(folder, "electron")}`],
    env: {
      ...process.env,
      DISPLAY: display,
      GUIDEPOST_PROJECT: path.join(folder, "project"),
      XDG_CONFIG_HOME: path.join(folder, "config"),
      // The test Electron's own Node is too old for the store.
      ...(dist ? { GUIDEPOST_NODE: process.execPath } : {}),
      ...env,
    } as Record<string, string>,
  });
}

/** What the system's next box of an error says, in place of its being shown. */
export function nextErrorBox(app: ElectronApplication): Promise<string> {
  return app.evaluate(
    ({ dialog }) =>
      new Promise<string>((resolve) => {
        dialog.showErrorBox = (_title, content) => resolve(content);
      }),
  );
}
