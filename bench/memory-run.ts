/** Trains a small run with the program itself, in a process of its own, and measures that process after each iteration. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { commandLine } from "../scripts/program.mjs";

/** Memory after one iteration [bytes]. */
export interface MemorySample {
  iteration: number;
  /** Resident pages of the whole process, all its threads included. */
  resident: number;
  /** Objects of the main thread that are in use or not collected yet. */
  heap: number;
  /** Of the main thread: what its objects hold outside of the heap. */
  external: number;
  /** The store's log, which is written back to the store from time to time. */
  log: number;
}

/** peg2d as it is, with little work an iteration: what an iteration leaves behind does not depend on that work. */
const SMALL = ["--samples", "2", "--workers", "2", "--set", "mixtureSweeps=1", "--set", "components=4"];

/** @throws Error when the program does not get through all its iterations */
export async function measureRun(
  iterations: number,
  onSample: (sample: MemorySample) => void,
): Promise<MemorySample[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "guidepost-memory-"));
  const probe = pathToFileURL(path.join(import.meta.dirname, "memory-probe.ts")).href;
  const command = ["train", "peg2d", ...SMALL, "--iterations", `${iterations}`, "--json", "--project", folder];
  const preloaded = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--import", probe];
  const child = spawn(process.execPath, [...preloaded, ...commandLine(...command)], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  try {
    const samples: MemorySample[] = [];
    for await (const iteration of iterationsOf(child.stdout as Readable)) {
      const sample = await ask(child, iteration, path.join(folder, "runs.sqlite-wal"));
      if (sample === null) break;
      samples.push(sample);
      onSample(sample);
    }
    const code = await ended;
    if (code !== 0 || samples.length < iterations - 1) {
      throw new Error(`the program ended with code ${code} after ${samples.length} of ${iterations} iterations`);
    }
    return samples;
  } finally {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/** The iterations that the program says it has committed. */
async function* iterationsOf(output: Readable): AsyncGenerator<number> {
  for await (const line of createInterface({ input: output })) {
    const said: unknown = JSON.parse(line);
    if (typeof said === "object" && said !== null && "iteration" in said) yield Number(said.iteration);
  }
}

/** Null when the program has ended meanwhile. */
async function ask(child: ChildProcess, iteration: number, logFile: string): Promise<MemorySample | null> {
  const usage = await new Promise<NodeJS.MemoryUsage | null>((resolve) => {
    const gone = () => resolve(null);
    child.once("disconnect", gone);
    child.once("message", (message) => {
      child.off("disconnect", gone);
      resolve(message as NodeJS.MemoryUsage);
    });
    child.send("measure", (error) => {
      if (error) gone();
    });
  });
  if (usage === null) return null;
  const log = await stat(logFile).then(
    ({ size }) => size,
    () => 0,
  );
  return { iteration, resident: usage.rss, heap: usage.heapUsed, external: usage.external, log };
}
