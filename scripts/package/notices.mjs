/**
 * The licence texts of everything from elsewhere that a packaged Guidepost holds.
 *
 * Which packages are in the bundles is read from the bundles' source maps, and from the fonts that styles name: what was
 * only installed is not in them.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import standardTexts from "spdx-license-list/full.js";
import { root } from "../program.mjs";

const modules = path.join(root, "node_modules");

/** Folders of the packages below `node_modules`, sorted: those in the bundles and `external` ones. */
export function packagesInside(external) {
  const bundled = filesUnder(path.join(root, "out"), ".map").flatMap(sourcesOf);
  const styled = filesUnder(path.join(root, "renderer"), ".css").flatMap(fontsOf);
  return [...new Set([...external, ...bundled, ...styled])].sort();
}

/** One text with a part for each package. */
export function notices(packages) {
  return packages.map(noticeOf).join(`\n${"-".repeat(100)}\n\n`);
}

function noticeOf(name) {
  const folder = path.join(modules, name);
  const { version, license, author, repository, homepage } = JSON.parse(
    readFileSync(path.join(folder, "package.json"), "utf8"),
  );
  const own = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(path.join(folder, file), "utf8").trim());
  // Some name their licence and bring no text.
  const texts = own.length > 0 ? own : [`By ${author?.name ?? author}`, standardTexts[license].licenseText.trim()];
  return `${[`${name} ${version} (${license})`, `Source: ${repository?.url ?? repository ?? homepage}`, ...texts].join("\n\n")}\n`;
}

function sourcesOf(map) {
  return JSON.parse(readFileSync(map, "utf8")).sources.flatMap((source) => packageOf(source ?? ""));
}

function fontsOf(style) {
  const addresses = readFileSync(style, "utf8").matchAll(/url\("(@?[a-z][^":]*)"\)/g);
  return [...addresses].flatMap(([, address]) => packageOf(`node_modules/${address}`));
}

/** The package that a file belongs to, if any: `@scope/name` or `name`, the innermost where they nest. */
function packageOf(file) {
  const inside = file.split("node_modules/").slice(1).join("node_modules/");
  const found = /^(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(inside);
  return found ? [found[0]] : [];
}

function filesUnder(folder, extension) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(extension))
    .map((name) => path.join(folder, name));
}
