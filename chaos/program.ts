/** The built program as a person starts it: a process of its own, which can be killed at any moment. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { programFolder } from "../main/paths.ts";
import { nodeFlags } from "../main/shell/engine-node.ts";

const commandLine = path.join(programFolder, "out/main/cli.cjs");
/** The worker that the program trains in, for engines in this process. */
export const builtTrainer = path.join(programFolder, "out/main/trainer.cjs");

/** A program that has not ended by then hangs [ms]. */
const PATIENCE = 300_000;

export type Line = Record<string, unknown> & { type?: string };

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
}

export interface Running {
  /** What the program has said so far, as JSON lines. A line that was cut off is none. */
  readonly lines: readonly Line[];
  /** The next line that the test accepts; null when the program ends without. */
  until(accepts: (line: Line) => boolean): Promise<Line | null>;
  /** Resolves once stderr holds it; rejects when the program ends without. */
  says(pattern: RegExp): Promise<void>;
  /** kill -9. */
  kill(): void;
  /** A clean stop. */
  stop(): void;
  ended: Promise<Ending>;
}

/** Starts `guidepost …` with the user's folders below `home`. */
export function start(home: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const user = { XDG_DATA_HOME: path.join(home, "data"), XDG_CONFIG_HOME: path.join(home, "config") };
  return running([...nodeFlags, commandLine, ...args], { ...user, GUIDEPOST_PROJECT: "", ...env });
}

/** Starts a script of the chaos's own. */
export function startScript(file: string, args: readonly string[]): Running {
  return running(["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", file, ...args], {});
}

function running(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: Line[] = [];
  const listeners = new Set<(line: Line | null) => void>();
  createInterface({ input: child.stdout }).on("line", (text) => {
    const line = parsed(text);
    if (line === null) return;
    lines.push(line);
    for (const listener of listeners) listener(line);
  });
  const ended = endOf(child).finally(() => {
    for (const listener of listeners) listener(null);
  });
  // Whoever waits for the end hears of one that does not come; nobody has to.
  ended.catch(() => {});
  return {
    lines,
    until: (accepts) =>
      new Promise((resolve) => {
        const listener = (line: Line | null): void => {
          if (line !== null && !accepts(line)) return;
          listeners.delete(listener);
          resolve(line);
        };
        listeners.add(listener);
      }),
    says: (pattern) => saidBy(child, ended, pattern),
    kill: () => child.kill("SIGKILL"),
    stop: () => child.kill("SIGTERM"),
    ended,
  };
}

/** Runs `guidepost …` to its end; with `code`, anything else is wrong. */
export async function run(
  home: string,
  args: readonly string[],
  { code, env }: { code?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<{ lines: readonly Line[] } & Ending> {
  const program = start(home, args, env);
  const ending = await program.ended;
  if (code !== undefined) {
    assert.equal(ending.code, code, `guidepost ${args.join(" ")} ended with ${ending.code}: ${ending.stderr}`);
  }
  return { lines: program.lines, ...ending };
}

async function saidBy(child: ChildProcess, ended: Promise<Ending>, pattern: RegExp): Promise<void> {
  let said = "";
  const heard = new Promise<"heard">((resolve) =>
    child.stderr?.on("data", (text: string) => {
      said += text;
      if (pattern.test(said)) resolve("heard");
    }),
  );
  const first = await Promise.race([heard, ended]);
  if (first !== "heard") throw new Error(`the program ended before it said ${pattern}: ${first.stderr}`);
}

function endOf(child: ChildProcess): Promise<Ending> {
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`the program has not ended within ${PATIENCE / 1000} s`));
    }, PATIENCE);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stderr });
    });
  });
}

function parsed(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}
