/** Builds the program when its sources have changed since the last build. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const stamp = path.join(root, "out", "sources.sha256");
const sources = [
  "main",
  "workers",
  "scripts/build-kernels.mjs",
  "renderer",
  "electron.vite.config.ts",
  "package-lock.json",
];

/** Returns once out/ belongs to the sources; ends the process with the build's own messages when it fails. */
export function ensureBuilt() {
  const digest = digestOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  console.error("Building Guidepost…");
  runTool([path.join(root, "scripts", "build-kernels.mjs")]);
  runTool([path.join(root, "node_modules", "electron-vite", "bin", "electron-vite.js"), "build", "--logLevel", "warn"]);
  writeFileSync(stamp, digest);
}

function runTool(args) {
  const build = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (build.status === 0) return;
  console.error(`${build.stdout ?? ""}${build.stderr ?? ""}`.trim());
  console.error("The build failed. Tip: npm ci sets up the packages that it needs.");
  process.exit(1);
}

/** SHA-256 over the names and contents of all files, in a fixed order. */
function digestOf(names) {
  const hash = createHash("sha256");
  for (const file of names.flatMap((name) => filesUnder(path.join(root, name)))) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(name) {
  if (path.extname(name) !== "") return [name];
  return readdirSync(name, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|generated)\./.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

if (process.argv[1] === import.meta.filename) ensureBuilt();
