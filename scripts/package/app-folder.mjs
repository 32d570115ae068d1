/** What of this folder a packaged Guidepost takes along: the built program, its resources, and what it loads at run time. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../program.mjs";

/**
 * Packages that stay outside the bundles (`external` in electron.vite.config.ts), and which of their files are loaded;
 * the rest of them is sources, and builds for elsewhere.
 */
const loaded = {
  "@mujoco/mujoco": ["mujoco.js", "mujoco.wasm"],
  "better-sqlite3": ["LICENSE", "lib", ...prebuilds()],
  "onnxruntime-common": ["dist/esm"],
  "onnxruntime-web": ["dist/ort.node.min.mjs", "dist/ort-wasm-simd-threaded.mjs", "dist/ort-wasm-simd-threaded.wasm"],
};

export const externalPackages = Object.keys(loaded);

/** Fields of package.json that a running program reads. */
const manifestFields = ["name", "productName", "version", "description", "license", "main"];

/** Fills the empty `folder`. */
export function fillAppFolder(folder) {
  for (const name of ["out", "resources"]) copy(name, folder);
  for (const [name, files] of Object.entries(loaded)) {
    for (const file of ["package.json", ...files]) copy(path.join("node_modules", name, file), folder);
  }
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const kept = Object.fromEntries(manifestFields.map((field) => [field, manifest[field]]));
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(kept, null, 2)}\n`);
}

function copy(name, folder) {
  const target = path.join(folder, name);
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(path.join(root, name), target, { recursive: true, filter: (file) => !isForDevelopers(file) });
}

function isForDevelopers(file) {
  return /\.(map|d\.m?ts|sha256)$/.test(file);
}

/** Of the store's driver, for this machine; Linux has two C libraries. */
function prebuilds() {
  const platforms = process.platform === "linux" ? ["linux", "linuxmusl"] : [process.platform];
  return platforms.map((platform) => `prebuilds/${platform}-${process.arch}.node`);
}
