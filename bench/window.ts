/** The window is measured by what drives it in the end-to-end tests, in a program of its own. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Figure, isReached } from "../e2e/paced/figures.ts";
import { digits } from "./figures.ts";
import type { BenchOptions } from "./options.ts";
import { writeSection } from "./page.ts";

/** What that program finds. */
export interface WindowFigures {
  machine: string;
  figures: Figure[];
}

const programs = { window: "bench.ts", library: "library-bench.ts" } as const;

/** Returns its exit code. */
export function benchWindow(mode: keyof typeof programs, { markdown, json }: BenchOptions): number {
  const folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-bench-"));
  const file = path.join(folder, "figures.json");
  try {
    const script = path.join(import.meta.dirname, "../e2e/paced", programs[mode]);
    const args = [...process.execArgv, script, "--json", file];
    const code = spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1;
    if (!existsSync(file)) return code;
    const found = JSON.parse(readFileSync(file, "utf8")) as WindowFigures;
    if (markdown) writeSection(mode, windowMarkdown(found));
    if (json !== null) writeFileSync(json, `${JSON.stringify(found, null, 2)}\n`);
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function windowMarkdown({ machine, figures }: WindowFigures): string {
  const rows = figures.map((figure) => {
    const { what, value, unit, target, least = false } = figure;
    if (target === null) return `| ${what} | ${said(value, unit)} |  |`;
    const bound = `${least ? "≥" : "≤"} ${`${Number(digits(target))} ${unit}`.trim()}`;
    return `| ${what} | ${said(value, unit)} | ${bound} ${isReached(figure) ? "✓" : "✗"} |`;
  });
  return [machine, "", "| what | measured | target |", "| --- | --- | --- |", ...rows].join("\n");
}

const said = (value: number, unit: string): string => `${digits(value)} ${unit}`.trim();
