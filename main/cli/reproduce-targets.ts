/** The files that `reproduce` writes: looked at before hours of work, written as soon as there is something to write. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { GuidepostError, messageOf } from "../errors.ts";
import { writeFileAtomically } from "../files.ts";
import { withTable } from "../reproduce/page.ts";

export interface Targets {
  page: string | null;
  /** Folder of the figures. */
  figures: string | null;
}

/** Finds out what can be wrong with the files. @param tables names in the page's markers */
export function checkTargets(tables: readonly string[], given: { out?: string; figures?: string }): Targets {
  const targets = { page: resolved(given.out), figures: resolved(given.figures) };
  const { page, figures } = targets;
  if (page !== null) tables.reduce((text, table) => withTable(text, table, "", page), readPage(page));
  if (figures !== null && !isFolder(figures)) {
    throw new GuidepostError(
      `There is no folder ${figures}.`,
      "--figures names the folder that SVG files are put into.",
    );
  }
  return targets;
}

/** Puts the text between its markers; the page is the old one or the whole new one. */
export function writeTable({ page }: Targets, table: string, text: string): void {
  // Read again: a person may have written on the page in the meantime.
  if (page !== null) write(page, withTable(readPage(page), table, text, page));
}

export function writeFigure({ figures }: Targets, name: string, picture: string): void {
  if (figures !== null) write(path.join(figures, `${name}.svg`), picture);
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
