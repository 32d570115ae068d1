/**
 * `npm run package`: a folder for this machine's platform that runs the workbench by itself, in `dist/` or `--out`.
 *
 * Electron's runtime is taken from where `npm start` finds it; @electron/packager gives it Guidepost's name and content,
 * @electron/fuses takes away what it must not do.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { packager } from "@electron/packager";
import { findElectron } from "./electron.mjs";
import { ensureBuilt } from "./ensure-built.mjs";
import { externalPackages, fillAppFolder } from "./package/app-folder.mjs";
import { setFuses } from "./package/fuses.mjs";
import { notices, packagesInside } from "./package/notices.mjs";
import { root } from "./program.mjs";

const executables = { darwin: "Guidepost.app", win32: "Guidepost.exe" };
/** A zip archive with nothing in it. */
const emptyZip = Buffer.concat([Buffer.from("PK\x05\x06"), Buffer.alloc(18)]);

const { values } = parseArgs({ options: { out: { type: "string", default: path.join(root, "dist") } } });
ensureBuilt();
try {
  console.log(await makePackage(path.resolve(values.out)));
} catch (error) {
  console.error(`Nothing was packaged: ${error.message}`);
  process.exitCode = 1;
}

/** Returns the folder that it made. */
async function makePackage(out) {
  const electron = findElectron();
  if (electron.reason) throw new Error(`${electron.reason}.`);
  const version = versionOf(electron.file);
  const work = mkdtempSync(path.join(os.tmpdir(), "guidepost-package-"));
  try {
    const app = path.join(work, "app");
    fillAppFolder(app);
    const [folder] = await packager({
      ...whatToPack(app, version),
      ...runtimeFrom(electron.dist, version, work),
      tmpdir: path.join(work, "packager"),
      out,
      overwrite: true,
      quiet: true,
    });
    // It began as a temporary one, which nobody else may read.
    chmodSync(folder, 0o755);
    addLicences(folder);
    await setFusesOf(folder, Number.parseInt(version, 10));
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A package that has not all its fuses set is none. */
async function setFusesOf(folder, major) {
  try {
    await setFuses(path.join(folder, executables[process.platform] ?? "Guidepost"), major);
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

/** Asked of itself, as long as it may still run as Node. */
function versionOf(file) {
  const { stdout } = spawnSync(file, ["-p", "process.versions.electron"], {
    encoding: "utf8",
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
  });
  const version = stdout?.trim();
  if (/^\d+\.\d+\.\d+/.test(version)) return version;
  throw new Error(`${file} does not say which Electron it is. Tip: npx install-electron`);
}

function whatToPack(dir, electronVersion) {
  return {
    dir,
    name: "Guidepost",
    electronVersion,
    platform: process.platform,
    arch: process.arch,
    // No archive; package/fuses.mjs says why. What is in the folder is what shall be in it.
    asar: false,
    prune: false,
    junk: false,
    ignore: () => false,
    win32metadata: { CompanyName: "Guidepost" },
  };
}

/** The packager unpacks an archive; ours is empty, and the runtime that is there already takes its place. */
function runtimeFrom(dist, version, work) {
  writeFileSync(path.join(work, `electron-v${version}-${process.platform}-${process.arch}.zip`), emptyZip);
  return {
    electronZipDir: work,
    afterExtract: [
      ({ buildPath }) => {
        cpSync(dist, buildPath, { recursive: true, verbatimSymlinks: true });
        rmSync(path.join(buildPath, "resources", "app"), { recursive: true, force: true });
      },
    ],
  };
}

/** Electron's own licence lies where ours belongs. */
function addLicences(folder) {
  const licence = path.join(folder, "LICENSE");
  if (existsSync(licence)) renameSync(licence, path.join(folder, "LICENSE.electron.txt"));
  cpSync(path.join(root, "LICENSE"), licence);
  writeFileSync(path.join(folder, "THIRD-PARTY-NOTICES.txt"), notices(packagesInside(externalPackages)));
}
