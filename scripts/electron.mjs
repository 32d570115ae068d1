/** Finds Electron's executable, downloading it once where that is possible. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./program.mjs";

const folder = path.join(root, "node_modules", "electron");
const executables = { darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" };
const executable = executables[process.platform] ?? "electron";

/** How long the download may take [ms]; it is about 120 MB. */
const downloadLimit = 90_000;

/** `{ file, dist }`, the executable and the folder of the whole runtime, or `{ reason }` when there is none to be had. */
export function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const dist = override || path.join(folder, "dist");
  const file = path.join(dist, executable);
  if (existsSync(file)) return { file, dist };
  if (override) return { reason: `ELECTRON_OVERRIDE_DIST_PATH names a folder without ${executable}` };
  if (!existsSync(folder)) return { reason: "Electron is not installed (tip: npm ci)" };
  console.error(`Downloading Electron ${JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).version}…`);
  const install = spawnSync(process.execPath, [path.join(folder, "install.js")], {
    stdio: "ignore",
    timeout: downloadLimit,
    killSignal: "SIGKILL",
  });
  if (install.status === 0 && existsSync(file)) return { file, dist };
  if (install.error?.code === "ETIMEDOUT") {
    return { reason: `Electron's download took over ${downloadLimit / 1000} s (tip: npx install-electron)` };
  }
  return { reason: "Electron cannot be downloaded" };
}

/** Why this machine cannot show a window, or null. */
export function noDisplay() {
  if (process.platform !== "linux") return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return "there is no display";
  if (process.getuid() === 0 && !process.argv.includes("--no-sandbox")) {
    return "Electron does not run as root (tip: npm start -- --no-sandbox opens it without its sandbox)";
  }
  return null;
}
