/** The licences of everything that the program ships with, read from the packages themselves. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { programFolder } from "../../main/paths.ts";
import { packagesInside } from "../../scripts/package/notices.mjs";
import { type Row, SkippedError } from "../row.ts";

/** Licences that ask for no more than to be named; MPL-2.0 also for the address of the sources, which the notices of a package have. */
const allowed = new Set([
  "MIT",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "BlueOak-1.0.0",
  "Python-2.0",
  "Zlib",
  "Unlicense",
  "CC0-1.0",
  "MPL-2.0",
  "OFL-1.1",
]);

const manifestSchema = z.object({
  license: z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional(), optional: z.boolean().optional() }),
  ),
});

export const licences: Row = {
  name: "licences",
  title: "each package that the program ships with",
  promise: `its licence is on the list: ${[...allowed].join(", ")}`,
  cases: { short: 1000, long: null },
  async open() {
    const packages = shippedPackages();
    if (packages.length === 0) throw new SkippedError("package-lock.json names no packages");
    return {
      total: packages.length,
      attempt: (number) => {
        const file = path.join(programFolder, packages[number].folder, "package.json");
        // What is made for another platform only.
        if (packages[number].optional && !existsSync(file)) return "not for this machine";
        const licence = licenceOf(file);
        assert.ok(isAllowed(licence), `${packages[number].folder} is under ${licence || "no licence that it names"}`);
        return licence;
      },
      close() {},
    };
  },
};

/** What npm installs with the program, and what the bundles hold of what it is built with. */
function shippedPackages(): { folder: string; optional: boolean }[] {
  const lock = lockSchema.parse(JSON.parse(readFileSync(path.join(programFolder, "package-lock.json"), "utf8")));
  const installed = Object.entries(lock.packages)
    .filter(([folder, { dev, devOptional }]) => folder !== "" && dev !== true && devOptional !== true)
    .map(([folder, { optional }]) => ({ folder, optional: optional ?? false }));
  const known = new Set(installed.map(({ folder }) => folder));
  const bundled = packagesInside([])
    .map((name) => ({ folder: path.posix.join("node_modules", name), optional: false }))
    .filter(({ folder }) => !known.has(folder));
  return [...installed, ...bundled];
}

function licenceOf(file: string): string {
  const { license, licenses } = manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return license ?? licenses?.map(({ type }) => type).join(" OR ") ?? "";
}

/** An SPDX expression: one of its alternatives has to be allowed in all its parts. */
function isAllowed(expression: string): boolean {
  return expression
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((alternative) => alternative.split(" AND ").every((licence) => allowed.has(licence.trim())));
}
