/** Runs the command line as a person would, from its launcher. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { inject } from "vitest";
import { nodeFlags } from "../../main/shell/engine-node.ts";

export const root = path.resolve(import.meta.dirname, "../..");
export const launcher = path.join(root, "bin/guidepost.cjs");

export type Line = Record<string, unknown>;

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
  /** stdout as JSON lines. */
  lines(): Line[];
}

/** An empty folder of its own, gone after the tests. */
export function emptyFolder(name: string): string {
  return mkdtempSync(path.join(inject("stage").workspace, `${name}-`));
}

/**
 * Starts `guidepost …` in `cwd`, without a terminal and without any project but the one that is named; with its flags, so
 * that the process is the program itself and can be killed.
 */
export function start(cwd: string, args: string[]): ChildProcess {
  const user = { XDG_DATA_HOME: path.join(cwd, "data"), XDG_CONFIG_HOME: path.join(cwd, "config") };
  const env = { ...process.env, ...user, GUIDEPOST_PROJECT: "" };
  return spawn(process.execPath, [...nodeFlags, launcher, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs `guidepost …` to its end. */
export async function guidepost(cwd: string, ...args: string[]): Promise<Outcome> {
  const child = start(cwd, args);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  const code = await ended(child);
  return { code, ...output, lines: () => jsonLines(output.stdout) };
}

/** Resolves with the first line of JSON that the program prints and the test accepts; fails when it ends before. */
export function firstLine(child: ChildProcess, accepts: (line: Line) => boolean): Promise<Line> {
  if (!child.stdout) throw new Error("the program has no stdout");
  const reader = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    reader.on("line", (text) => {
      const line = JSON.parse(text) as Line;
      if (accepts(line)) resolve(line);
    });
    reader.on("close", () => reject(new Error("the program ended before it printed the line")));
  });
}

/** Exit code of a program, null when a signal ended it. */
export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once("close", resolve));
}

function jsonLines(text: string): Line[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}
