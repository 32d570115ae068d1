/** A training that is killed and resumed, against the same one left alone. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { RandomStream } from "../../workers/math/random.ts";
import { storeFingerprints } from "../library.ts";
import { run, start } from "../program.ts";
import type { Row } from "../row.ts";
import { methods, resumingArguments, type Training, trainingArguments } from "../training.ts";

const ITERATIONS = 4;
const KILL_POINTS = ITERATIONS - 1;
const SEEDS = 10;
/** At most so long after the kill point's iteration was told of, about as long as the next one takes [ms]. */
const DELAY = 300;

export const resume: Row = {
  name: "resume",
  title: "kill after each iteration, then resume: 10 seeds, every method, 3 kill points",
  promise: "every table of the store is, byte for byte, that of a training left alone; times apart",
  cases: { short: methods.length, long: SEEDS * methods.length * KILL_POINTS },
  async open(home) {
    const whole = new Map<string, Record<string, string>>();
    return {
      total: SEEDS * methods.length * KILL_POINTS,
      async attempt(number, random) {
        const method = methods[number % methods.length];
        const point = (Math.floor(number / methods.length) % KILL_POINTS) + 1;
        const seed = Math.floor(number / methods.length / KILL_POINTS) + 1;
        const key = `${method}-${seed}`;
        const expected = whole.get(key) ?? (await leftAlone(home, { ...training(home, key), method, seed }));
        whole.set(key, expected);
        const actual = await interrupted(home, { ...training(home, `${number}`), method, seed }, point, random);
        assert.deepEqual(actual, expected, `${key}, killed after iteration ${point}`);
        return method;
      },
      close() {},
    };
  },
};

function training(home: string, name: string): Pick<Training, "project" | "iterations"> {
  return { project: path.join(home, name), iterations: ITERATIONS };
}

async function leftAlone(home: string, whole: Training): Promise<Record<string, string>> {
  await run(home, trainingArguments(whole), { code: 0 });
  return takeFingerprints(whole.project);
}

async function interrupted(
  home: string,
  victim: Training,
  point: number,
  random: RandomStream,
): Promise<Record<string, string>> {
  const program = start(home, trainingArguments(victim));
  const told = await program.until(({ type, iteration }) => type === "iteration" && iteration === point);
  assert.ok(told !== null, "the training ended before it could be killed");
  await pause(random.uniform() * DELAY);
  program.kill();
  await program.ended;
  const { lines } = await run(home, ["runs", "--json", "--project", victim.project], { code: 0 });
  // Killed between its last iteration and its end, it is listed as completed; the next writer puts that down, and refuses.
  const code = lines[0]?.status === "completed" ? 1 : 0;
  await run(home, resumingArguments(victim.project), { code });
  return takeFingerprints(victim.project);
}

function takeFingerprints(project: string): Record<string, string> {
  const prints = storeFingerprints(project);
  rmSync(project, { recursive: true });
  return prints;
}
