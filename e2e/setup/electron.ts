/** The Electron that tests run in: the package's own, or the vehicle where that cannot be downloaded. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { electronVehicle } from "./electron-vehicle.ts";

export interface FoundElectron {
  /** Its folder; null for the electron package's own. */
  dist: string | null;
  /** Why there is none; null as a rule. */
  missing: string | null;
}

const root = path.resolve(import.meta.dirname, "../..");

/** @param noDisplay why there is no display, or null */
export async function findElectron(noDisplay: string | null): Promise<FoundElectron> {
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
