/** Measures what the options ask for and returns the exit code: 1 where the bench itself failed, 2 for a wrong name. */
import { writeFileSync } from "node:fs";
import { supportedVariants } from "../workers/math/wasm/variants.ts";
import { DisagreementError } from "./agreement.ts";
import { describeMachine, type Machine, machineLine } from "./machine.ts";
import { benchMemory } from "./memory.ts";
import { NumpyError, NumpyProcess, numpyProblem } from "./numpy-process.ts";
import type { BenchOptions } from "./options.ts";
import { writeSection } from "./page.ts";
import { profileIteration, profileMarkdown, profileText } from "./profile-iteration.ts";
import { hold, quick, type RoundSettings, thorough } from "./rounds.ts";
import { type Row, SelectionError, select, type Tools } from "./row.ts";
import { rows } from "./rows/index.ts";
import { measureScaling, scalingMarkdown } from "./scaling.ts";
import { type MeasuredRow, markdownOf, textHeader, textOf } from "./table.ts";
import { benchWindow } from "./window.ts";

export async function bench(options: BenchOptions): Promise<number> {
  try {
    return await run(options);
  } catch (error) {
    if (!(error instanceof SelectionError || error instanceof DisagreementError || error instanceof NumpyError))
      throw error;
    console.error(error.message);
    return error instanceof SelectionError ? 2 : 1;
  }
}

async function run(options: BenchOptions): Promise<number> {
  if (options.mode === "list") return list(options);
  if (options.mode === "scaling") return scaling(options);
  if (options.mode === "profile") return profiled(options);
  if (options.mode === "memory") return benchMemory({ iterations: MEMORY_ITERATIONS, json: options.json });
  if (options.mode === "window" || options.mode === "library") return benchWindow(options.mode, options);
  return measured(options);
}

/** A quarter of them warm the run up. */
const MEMORY_ITERATIONS = 1000;

function list({ only }: BenchOptions): number {
  for (const { name, title } of select(rows, only)) console.log(`${name.padEnd(24)}${title}`);
  return 0;
}

async function measured(options: BenchOptions): Promise<number> {
  const chosen = select(rows, options.only);
  const tools = openTools(options);
  try {
    const machine = await describeMachine(tools.variant, tools.numpy?.single ?? null);
    console.log(`${machineLine(machine)}\n\n${textHeader}`);
    report(machine, await measureRows(chosen, settingsOf(options), tools), options);
    return 0;
  } finally {
    tools.numpy?.single.close();
    tools.numpy?.threaded.close();
  }
}

async function scaling(options: BenchOptions): Promise<number> {
  const [variant] = supportedVariants();
  const machine = await describeMachine(variant, null);
  console.log(`${machineLine(machine)}\n`);
  const grown = await measureScaling(variant, settingsOf(options), console.log);
  if (options.markdown) writeSection("scaling", scalingMarkdown(grown));
  writeJson(options, { machine, grown });
  return 0;
}

async function profiled(options: BenchOptions): Promise<number> {
  const [variant] = supportedVariants();
  const machine = await describeMachine(variant, null);
  const times = await profileIteration(variant);
  console.log(`${machineLine(machine)}\n\n${profileText(times)}`);
  if (options.markdown) writeSection("profile", profileMarkdown(times));
  writeJson(options, { machine, times });
  return 0;
}

function openTools({ numpy, threads }: BenchOptions): Tools {
  const problem = numpy ? numpyProblem() : null;
  if (problem !== null) console.error(`Without numpy: ${problem}. Tip: python3 -m pip install numpy.`);
  const [variant] = supportedVariants();
  if (!numpy || problem !== null) return { variant, threads, numpy: null };
  return { variant, threads, numpy: { single: new NumpyProcess(1), threaded: new NumpyProcess(threads) } };
}

function settingsOf({ quick: short, rounds }: BenchOptions): RoundSettings {
  const settings = short ? quick : thorough;
  return rounds === null ? settings : { ...settings, rounds, contestSeconds: Number.POSITIVE_INFINITY };
}

/** One row after the other, each printed as soon as it is known. */
async function measureRows(chosen: readonly Row[], settings: RoundSettings, tools: Tools): Promise<MeasuredRow[]> {
  const measured: MeasuredRow[] = [];
  for (const { name, title, open } of chosen) {
    const contest = await open(tools);
    try {
      const row = { name, title, amount: contest.amount, ...(await hold(contest, settings)) };
      console.log(textOf(row));
      measured.push(row);
    } finally {
      await contest.close();
      await tools.numpy?.single.clear();
      await tools.numpy?.threaded.clear();
    }
  }
  return measured;
}

function report(machine: Machine, measured: readonly MeasuredRow[], options: BenchOptions): void {
  const judged = measured.flatMap(({ comparisons }) => comparisons.filter(({ reached }) => reached !== null));
  const reached = judged.filter((comparison) => comparison.reached).length;
  if (judged.length > 0) console.log(`\n${reached} of ${judged.length} targets reached`);
  if (options.markdown) {
    writeSection("machine", machineLine(machine));
    writeSection("rows", markdownOf(measured));
  }
  writeJson(options, { machine, rows: measured });
}

function writeJson({ json }: BenchOptions, figures: object): void {
  if (json !== null) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
}
