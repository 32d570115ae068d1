/** Tries the chosen rows, prints a line for each and returns the exit code: 1 where a case failed, 2 for a wrong name. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { messageOf } from "../main/errors.ts";
import { keepFigures } from "./ledger.ts";
import type { ChaosOptions } from "./options.ts";
import { writeTable } from "./page.ts";
import { type OpenRow, type Row, SelectionError, SkippedError, select, streamOfCase } from "./row.ts";
import { rows } from "./rows/index.ts";
import { type Figures, Tally } from "./tally.ts";

export async function chaos(options: ChaosOptions): Promise<number> {
  try {
    const chosen = select(rows, options.only).filter(({ cases }) => !options.short || cases.short !== null);
    if (options.list) return list(chosen);
    const figures: Figures[] = [];
    for (const row of chosen) figures.push(await tried(row, options));
    return report(figures, options);
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error;
    console.error(error.message);
    return 2;
  }
}

function list(chosen: readonly Row[]): number {
  for (const { name, title } of chosen) console.log(`${name.padEnd(20)}${title}`);
  return 0;
}

async function tried(row: Row, options: ChaosOptions): Promise<Figures> {
  const folder = mkdtempSync(path.join(os.tmpdir(), `guidepost-chaos-${row.name}-`));
  const tally = new Tally(row, options.seed);
  try {
    const opened = await row.open(folder);
    try {
      for (const number of casesOf(row, opened, options)) await attempt(row, opened, number, tally);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof SkippedError) tally.skip(error.message);
    else tally.fail(null, messageOf(error));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(tally.line());
  return tally.figures();
}

function casesOf({ cases }: Row, { total }: OpenRow, { short, count, repeat }: ChaosOptions): Iterable<number> {
  if (repeat !== null) return [repeat];
  const wanted = count ?? (short ? cases.short : cases.long) ?? Number.POSITIVE_INFINITY;
  return Array.from({ length: Math.min(wanted, total ?? wanted) }, (_, i) => i);
}

async function attempt(row: Row, opened: OpenRow, number: number, tally: Tally): Promise<void> {
  try {
    tally.pass(await opened.attempt(number, streamOfCase(row.name, tally.seed, number)));
  } catch (error) {
    tally.fail(number, messageOf(error));
  }
}

function report(figures: readonly Figures[], { json, markdown }: ChaosOptions): number {
  if (json !== null) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
  if (markdown) writeTable(keepFigures(figures));
  return figures.some(({ passed, total }) => passed < total) ? 1 : 0;
}
