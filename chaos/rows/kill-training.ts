/** kill -9 of the whole program at a random moment of a training. */
import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openProject, storeFile } from "../../main/projects/project.ts";
import type { RandomStream } from "../../workers/math/random.ts";
import { requireWhole } from "../library.ts";
import { type Line, run, start } from "../program.ts";
import type { Row } from "../row.ts";
import { below, methods, resumingArguments, type Training, trainingArguments } from "../training.ts";

const ITERATIONS = 3;
/** About as long as the program takes to its first iteration's end, and from one to the next [ms]. */
const [STARTING, ITERATING] = [1500, 400];

export const killTraining: Row = {
  name: "kill-training",
  title: "kill -9 of the program at a random moment of a training",
  promise:
    "no acknowledged iteration is lost, the store is whole, the run is listed as interrupted and is resumed to its end",
  cases: { short: 10, long: 200 },
  async open(home) {
    return {
      async attempt(number, random) {
        const method = methods[number % methods.length];
        const project = path.join(home, `${number}`);
        const training = { project, method, seed: number, iterations: ITERATIONS };
        const acknowledged = await killed(home, training, random);
        const way = await survived(home, project, acknowledged);
        rmSync(project, { recursive: true, force: true });
        return way;
      },
      close() {},
    };
  },
};

/** What the training had told of before its end. */
async function killed(home: string, training: Training, random: RandomStream): Promise<Line[]> {
  const program = start(home, trainingArguments(training));
  const told = below(ITERATIONS, random);
  // Counted in iterations, so that a slow machine is hit in as many places as a fast one.
  if (told > 0) await program.until(({ iteration }) => iteration === told);
  await pause(random.uniform() * (told === 0 ? STARTING : ITERATING));
  program.kill();
  await program.ended;
  return program.lines.filter(({ type }) => type === "iteration");
}

async function survived(home: string, project: string, acknowledged: readonly Line[]): Promise<string> {
  requireWhole(project);
  const listed = await listedRun(home, project);
  if (listed === null) {
    assert.equal(acknowledged.length, 0, "the run that was told of is not in the list");
    return "before the run";
  }
  requireKept(project, acknowledged);
  if (listed.status === "completed") return "after the run";
  assert.equal(listed.status, "interrupted");
  const resumed = await run(home, resumingArguments(project), { code: 0 });
  const [next] = resumed.lines;
  assert.ok(Number(next.iteration) > acknowledged.length, "an acknowledged iteration was done again");
  const last = resumed.lines.filter(({ type }) => type === "iteration").at(-1);
  assert.deepEqual([last?.iteration, resumed.lines.at(-1)?.status], [ITERATIONS, "completed"]);
  requireWhole(project);
  return "resumed";
}

/** Null where no run had been put into the store. */
async function listedRun(home: string, project: string): Promise<Line | null> {
  if (!existsSync(storeFile(project))) return null;
  const { lines } = await run(home, ["runs", "--json", "--project", project], { code: 0 });
  return lines[0] ?? null;
}

/** Every iteration that was told of is in the store with the same numbers. */
function requireKept(project: string, acknowledged: readonly Line[]): void {
  const { store, close } = openProject(project, "read");
  try {
    store.verifyRun(1);
    const kept = store.iterations(1);
    for (const { type: _, run: __, ...told } of acknowledged) {
      const { iteration } = told;
      const found = kept.find((one) => one.iteration === iteration);
      assert.ok(found !== undefined, `iteration ${iteration} was acknowledged and is lost`);
      const same = Object.fromEntries(Object.keys(told).map((key) => [key, found[key as keyof typeof found]]));
      assert.deepEqual(same, told, `iteration ${iteration} is not what was acknowledged`);
    }
  } finally {
    close();
  }
}
