/** A Python process that does the same work in numpy, kept alive between rounds and idle meanwhile. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import type { Arrays, Contestant } from "./contest.ts";

const server = path.join(import.meta.dirname, "numpy", "server.py");

/** BLAS threads that have done their work spin for a while before they sleep; others are timed after that [ms]. */
const SETTLE_MS = 40;

export interface Shaped {
  values: Float64Array;
  shape: readonly number[];
}

/** What a case works on: arrays with shapes, and plain numbers. */
export interface NumpyData {
  arrays: Record<string, Shaped>;
  sizes: Record<string, number>;
}

type Reply = Record<string, unknown>;

/** Python failed or gave an answer that was not asked for. */
export class NumpyError extends Error {
  override name = "NumpyError";
}

/** Why numpy cannot be used, or null where it can. */
export function numpyProblem(): string | null {
  const { status, error } = spawnSync("python3", ["-c", "import numpy"], { stdio: "ignore" });
  if (error) return "there is no python3";
  return status === 0 ? null : "python3 has no numpy";
}

export class NumpyProcess {
  readonly threads: number;
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterableIterator<string>;
  private readonly folder = mkdtempSync(path.join(tmpdir(), "guidepost-bench-"));
  private complaints = "";

  constructor(threads: number) {
    this.threads = threads;
    this.child = spawn("python3", ["-B", server], { env: { ...process.env, ...threadVariables(threads) } });
    this.child.stderr.setEncoding("utf8").on("data", (text) => {
      this.complaints += text;
    });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** Versions of numpy and of its BLAS. */
  async about(): Promise<{ numpy: string; blas: string }> {
    return (await this.ask({ do: "about" })) as { numpy: string; blas: string };
  }

  /** A contestant that does a case of numpy/cases.py. */
  async contestant(name: string, kase: string, { arrays, sizes }: NumpyData): Promise<Contestant> {
    const files = Object.entries(arrays).map(([array, { values, shape }]) => {
      const file = path.join(this.folder, `${array}.f64`);
      writeFileSync(file, values);
      return [array, { file, shape }];
    });
    const { handle } = await this.ask({ do: "prepare", case: kase, arrays: Object.fromEntries(files), sizes });
    return {
      name,
      time: async (repetitions) => {
        const { seconds } = await this.ask({ do: "run", handle, repetitions });
        if (this.threads > 1) await pause(SETTLE_MS);
        return seconds as number;
      },
      result: async () => {
        const reply = await this.ask({ do: "result", handle, folder: this.folder });
        return readArrays(reply.arrays as Record<string, string>);
      },
    };
  }

  /** Drops all that was prepared. */
  async clear(): Promise<void> {
    await this.ask({ do: "clear" });
  }

  close(): void {
    this.child.stdin.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ask(request: Reply): Promise<Reply> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new NumpyError(`python3 ended: ${this.complaints.trim().split("\n").at(-1) ?? ""}`);
    const reply = JSON.parse(value) as Reply;
    if (reply.error) throw new NumpyError(`numpy, ${request.do} ${request.case ?? ""}: ${reply.error}`);
    return reply;
  }
}

/** The thread counts of all BLAS libraries that numpy is built with. */
function threadVariables(threads: number): Record<string, string> {
  const names = [
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
  ];
  return Object.fromEntries(names.map((name) => [name, String(threads)]));
}

function readArrays(files: Record<string, string>): Arrays {
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => {
      const bytes = readFileSync(file);
      return [name, new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))];
    }),
  );
}
