/** The files that `reproduce` writes: looked at before hours of work, written after it. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { GuidepostError, messageOf } from "../errors.ts";
import { writeFileAtomically } from "../files.ts";
import { withTable } from "../reproduce/page.ts";

export interface Targets {
  /** The name in the page's markers. */
  table: string;
  page: string | null;
  figure: string | null;
}

/** Finds out what can be wrong with the files. */
export function checkTargets(table: string, { out, figure }: { out?: string; figure?: string }): Targets {
  const targets = { table, page: resolved(out), figure: resolved(figure) };
  if (targets.page !== null) withTable(readPage(targets.page), table, "", targets.page);
  if (targets.figure !== null && !isFolder(path.dirname(targets.figure))) {
    throw new GuidepostError(`There is no folder ${path.dirname(targets.figure)}.`, "--figure names a file in one.");
  }
  return targets;
}

/** Each file is the old one or the whole new one. */
export function writeTargets({ table, page, figure }: Targets, text: string, picture: string): void {
  // Read again: a person may have written on the page in the meantime.
  if (page !== null) write(page, withTable(readPage(page), table, text, page));
  if (figure !== null) write(figure, picture);
}

function resolved(file: string | undefined): string | null {
  return file === undefined ? null : path.resolve(file);
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

function readPage(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new GuidepostError(
      `${file} cannot be read: ${messageOf(error)}.`,
      "--out names a page with a table's markers.",
    );
  }
}

function write(file: string, text: string): void {
  try {
    writeFileAtomically(file, (append) => append(Buffer.from(text)));
  } catch (error) {
    throw new GuidepostError(`${file} cannot be written: ${messageOf(error)}.`);
  }
}
