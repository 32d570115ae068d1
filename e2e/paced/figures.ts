/** What a bench of the window finds: said as lines, and written down for `npm run bench -- --markdown`. */
import { writeFileSync } from "node:fs";
import os from "node:os";
import type { Browser } from "playwright-core";

/** A frame's share of a second of 60 [ms]. */
export const FRAME = 16.7;

export interface Figure {
  what: string;
  value: number;
  unit: string;
  /** What is asked for: at most that much, or at least, where `least` says so. */
  target: number | null;
  least?: boolean;
}

/** Of times: their median and the one that 95 of 100 do not exceed [ms]. */
export function spreadOf(what: string, ascending: readonly number[], target: number | null): Figure[] {
  const at = (share: number) => ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0;
  return [
    { what: `${what}, median`, value: at(0.5), unit: "ms", target: null },
    { what: `${what}, 95th percentile`, value: at(0.95), unit: "ms", target },
  ];
}

/** Whether it is what is asked for, where anything is. */
export function isReached({ value, target, least = false }: Figure): boolean {
  return target === null || (least ? value >= target : value <= target);
}

export function lineOf(figure: Figure): string {
  const { what, value, unit, target, least = false } = figure;
  const bound = target === null ? "" : `at ${least ? "least" : "most"} ${Math.round(10 * target) / 10} ${unit}`.trim();
  const asked = target === null ? "" : `${bound} ${isReached(figure) ? "✓" : "✗"}`;
  return `${what.padEnd(64)}${`${digits(value)} ${unit}`.padStart(12)}   ${asked}`.trimEnd();
}

const digits = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

/** Ends a bench: writes what it found into the file after `--json`, if one is given. */
export function writeFigures(
  argv: readonly string[],
  browser: Browser,
  load: number,
  figures: readonly Figure[],
): void {
  const at = argv.indexOf("--json");
  const file = at < 0 ? undefined : argv[at + 1];
  const [processor] = os.cpus();
  const machine = [
    `${processor?.model.trim()}, ${os.cpus().length} cores, no graphics card`,
    `Chromium ${browser.version()}`,
    `load of the machine at the start: ${load.toFixed(1)}`,
  ].join(" · ");
  console.log(`\n${machine}`);
  if (file) writeFileSync(file, JSON.stringify({ machine, figures }));
}
