/**
 * Whether a run's resident memory grows with its iterations. A run of hundreds of iterations is trained by the program
 * itself; the slope of its memory over the iterations after the warm-up is what grows.
 */
import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { type MemorySample, measureRun } from "./memory-run.ts";
import { robustSlope } from "./trend.ts";

/** A run's memory may grow by so much in 100 iterations [MB]. */
const ALLOWED = 1;
/** Iterations until caches are filled, code is compiled, and collectors and allocators have the room that they will keep. */
const WARM_UP = 300;
const EVERY = 25;

export interface MemoryOptions {
  iterations: number;
  /** File for the whole series, or null. */
  json: string | null;
}

/** Slope of each kind of memory after the warm-up [MB per 100 iterations]. */
export type Growth = Record<"resident" | "heap" | "external", number>;

/** Returns the exit code: 1 where more grows than may. */
export async function benchMemory({ iterations, json }: MemoryOptions): Promise<number> {
  console.log(`${columns(["iteration", "resident", "heap", "external", "log"])}   [MB]`);
  const samples = await measureRun(iterations, (sample) => {
    if (sample.iteration % EVERY === 0) console.log(rowOf(sample));
  });
  const growth = growthOf(samples);
  const reached = growth.resident <= ALLOWED;
  console.log(
    `\nAfter ${WARM_UP} iterations, in 100 more: resident ${signed(growth.resident)} MB (≤ ${ALLOWED} MB ${reached ? "✓" : "✗"}), ` +
      `heap ${signed(growth.heap)} MB, external ${signed(growth.external)} MB`,
  );
  if (json !== null) writeFileSync(json, `${JSON.stringify({ warmUp: WARM_UP, growth, reached, samples }, null, 2)}\n`);
  return reached ? 0 : 1;
}

function growthOf(samples: readonly MemorySample[]): Growth {
  const warm = samples.filter(({ iteration }) => iteration > WARM_UP);
  const x = warm.map(({ iteration }) => iteration);
  const slope = (kind: keyof Growth) =>
    robustSlope(
      x,
      warm.map((sample) => (100 * sample[kind]) / 1e6),
    );
  return { resident: slope("resident"), heap: slope("heap"), external: slope("external") };
}

function rowOf({ iteration, resident, heap, external, log }: MemorySample): string {
  return columns([`${iteration}`, ...[resident, heap, external, log].map((bytes) => (bytes / 1e6).toFixed(1))]);
}

function columns(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(10)).join("");
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

function parse(argv: readonly string[]): MemoryOptions {
  const given = new Command("node bench/memory.ts")
    .description("Trains a small run and measures by how much its memory grows with its iterations.")
    .option("--iterations <n>", "iterations of the run", enough, 1000)
    .option("--json <file>", "write the whole series to a file")
    .allowExcessArguments(false)
    .parse([...argv], { from: "user" })
    .opts<{ iterations: number; json?: string }>();
  return { iterations: given.iterations, json: given.json ?? null };
}

function enough(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 2 * WARM_UP && value <= 10_000) return value;
  throw new InvalidArgumentError(`It must be a whole number from ${2 * WARM_UP} to 10000.`);
}

if (process.argv[1] === import.meta.filename) process.exitCode = await benchMemory(parse(process.argv.slice(2)));
