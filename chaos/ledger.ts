/** The figures of the documentation's table: each row as it was tried last with `--markdown`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Figures } from "./tally.ts";

const file = path.join(import.meta.dirname, "figures.json");

/** Keeps the new figures in place of older ones of the same rows, and returns all. A row that was left out keeps its own. */
export function keepFigures(figures: readonly Figures[]): Figures[] {
  const all = merged(existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Figures[]) : [], figures);
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  return all;
}

export function merged(before: readonly Figures[], now: readonly Figures[]): Figures[] {
  const tried = now.filter(({ skipped }) => skipped === null);
  const names = new Set(tried.map(({ name }) => name));
  return [...before.filter(({ name }) => !names.has(name)), ...tried].sort((a, b) => (a.name < b.name ? -1 : 1));
}
