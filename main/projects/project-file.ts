/** project.json: what a project says about itself. */
import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { GuidepostError, messageOf } from "../errors.ts";
import { writeFileAtomically } from "../files.ts";

const VERSION = 1;
/** Far above any honest file [bytes]. */
const SIZE_LIMIT = 2 ** 20;

const projectFileSchema = z.object({
  version: z.literal(VERSION),
  name: z.string().min(1).max(200),
  notes: z.string().max(100_000).default(""),
});

export type ProjectFile = z.infer<typeof projectFileSchema>;

export function readProjectFile(file: string): ProjectFile {
  const content = parseJson(file);
  const version = z.object({ version: z.int() }).safeParse(content);
  if (version.success && version.data.version > VERSION) {
    throw new GuidepostError(
      `${file} has version ${version.data.version}, written by a newer Guidepost; this one knows version ${VERSION}.`,
      "update Guidepost, or choose another project with --project.",
    );
  }
  const parsed = projectFileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw brokenFile(file, `${issue?.path.join(".") || "the whole"}: ${issue?.message}`);
}

export function writeNewProjectFile(file: string, name: string): void {
  const content: ProjectFile = { version: VERSION, name, notes: "" };
  writeFileAtomically(file, (append) => append(Buffer.from(`${JSON.stringify(content, null, 2)}\n`)));
}

function parseJson(file: string): unknown {
  if (statSync(file).size > SIZE_LIMIT) throw brokenFile(file, `it is larger than ${SIZE_LIMIT} bytes`);
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw brokenFile(file, messageOf(error));
  }
}

function brokenFile(file: string, detail: string): GuidepostError {
  return new GuidepostError(
    `${file} is not a valid project file (${detail}).`,
    `mend it, restore it from a copy, or replace it with {"version": ${VERSION}, "name": "…", "notes": ""}.`,
  );
}
