/** The versions that a run records. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { programFolder } from "./paths.ts";

const manifest = z
  .object({ version: z.string(), license: z.string() })
  .parse(JSON.parse(readFileSync(path.join(programFolder, "package.json"), "utf8")));

export const appVersion = manifest.version;
export const appLicence = manifest.license;
export const nodeVersion = process.versions.node;
