/** project.json: what a project says about itself. */
import path from "node:path";
import { z } from "zod";
import { NAME_LIMIT, NOTES_LIMIT, type ProjectTexts, projectTextsSchema } from "../engine/project-api.ts";
import { GuidepostError, messageOf } from "../errors.ts";
import { readWithin, systemCode, writeFileAtomically } from "../files.ts";

const VERSION = 1;
/** Far above any honest file [bytes]. */
const SIZE_LIMIT = 2 ** 20;

const projectFileSchema = projectTextsSchema.extend({ version: z.literal(VERSION) });

export const projectFile = (folder: string): string => path.join(folder, "project.json");

export function readProjectFile(folder: string): ProjectTexts {
  const file = projectFile(folder);
  const content = parseJson(file);
  const version = z.object({ version: z.int() }).safeParse(content);
  if (version.success && version.data.version > VERSION) {
    throw new GuidepostError(
      `${file} has version ${version.data.version}, written by a newer Guidepost; this one knows version ${VERSION}.`,
      "update Guidepost, or choose another project with --project.",
    );
  }
  const parsed = projectFileSchema.safeParse(content);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw brokenFile(file, `${issue?.path.join(".") || "the whole"}: ${issue?.message}`);
  }
  const { version: _, ...texts } = parsed.data;
  return texts;
}

/**
 * On the disk when this returns.
 *
 * @throws GuidepostError where they could not be read again
 */
export function writeProjectFile(folder: string, texts: ProjectTexts): void {
  const content = `${JSON.stringify({ version: VERSION, ...readable(texts) }, null, 2)}\n`;
  if (content.length > SIZE_LIMIT) {
    throw new GuidepostError(
      `The project's texts are ${content.length} characters long; the limit is ${SIZE_LIMIT}.`,
      "shorten the notes, or remove presets.",
    );
  }
  writeFileAtomically(projectFile(folder), (append) => append(Buffer.from(content)));
}

/** @throws GuidepostError where a project cannot be called so */
export function newProjectTexts(name: string): ProjectTexts {
  return readable({ name });
}

function readable(texts: Partial<ProjectTexts>): ProjectTexts {
  const parsed = projectTextsSchema.safeParse(texts);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new GuidepostError(
    `The project's ${issue?.path.join(".")} cannot be kept: ${issue?.message}.`,
    `a name has 1 to ${NAME_LIMIT} characters, notes up to ${NOTES_LIMIT}.`,
  );
}

/** What a project is called after its folder. */
export function nameAfter(folder: string): string {
  return path.basename(path.resolve(folder)).slice(0, NAME_LIMIT);
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readWithin(file, SIZE_LIMIT).toString("utf8"));
  } catch (error) {
    if (systemCode(error) !== undefined) throw error;
    throw brokenFile(file, messageOf(error));
  }
}

function brokenFile(file: string, detail: string): GuidepostError {
  return new GuidepostError(
    `${file} is not a valid project file (${detail}).`,
    `mend it, restore it from a copy, or replace it with {"version": ${VERSION}, "name": "…"}.`,
  );
}
