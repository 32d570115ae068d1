/** What a store holds of each run, counted from its good rows, and what of it should be there and is not. */

import { iterationOf } from "./from-rows.ts";
import { gapsTable, type IterationRow, inputsTable, iterationsTable, type RunRow, runsTable } from "./rows.ts";
import type { AnyRow, AnyTable } from "./table.ts";

export interface RunInventory {
  run: number;
  /** Its entry in the list; null where that is missing. */
  row: RunRow | null;
  /** Its iterations' rows, by number. */
  iterations: Map<number, IterationRow>;
  /** The keys of `placeKey` of everything else, with the number of rows. */
  counts: Map<string, number>;
  /** The keys of what it is known to be without. */
  gaps: Set<string>;
}

/** A part of a run; iteration 0 stands for the run as a whole. */
export interface Place {
  run: number;
  iteration: number;
  part: string;
}

export interface Missing extends Place {
  problem: string;
}

export const placeKey = (iteration: number, part: string): string => `${part} ${iteration}`;

export class Inventory {
  readonly runs = new Map<number, RunInventory>();

  /** Counts a row whose checksum is right. */
  add({ name, columns }: AnyTable, row: AnyRow): void {
    const of = this.#run(Number(row[columns[0] ?? "run"]));
    if (name === runsTable.name) of.row = row as unknown as RunRow;
    else if (name === iterationsTable.name) of.iterations.set(Number(row.iteration), row as unknown as IterationRow);
    else if (name === gapsTable.name) of.gaps.add(placeKey(Number(row.iteration), String(row.part)));
    else {
      const key = placeKey(Number(row.iteration ?? 0), name);
      of.counts.set(key, (of.counts.get(key) ?? 0) + 1);
    }
  }

  #run(run: number): RunInventory {
    const known = this.runs.get(run);
    if (known !== undefined) return known;
    const fresh: RunInventory = { run, row: null, iterations: new Map(), counts: new Map(), gaps: new Set() };
    this.runs.set(run, fresh);
    return fresh;
  }
}

/** Parts that each iteration has, and how many rows of them at least. */
function partsOf(iteration: IterationRow): Record<string, number> {
  const { conditions, policy, modelError } = iterationOf(iteration);
  return {
    rollouts: iteration.kept,
    controllers: Math.max(1, conditions.length),
    policies: policy === null ? 0 : 1,
    model_errors: modelError === null ? 0 : 1,
  };
}

/** What the run should have and has not, gaps aside. */
export function missingParts(of: RunInventory): Missing[] {
  const { run, row, gaps } = of;
  if (row === null) return [{ run, iteration: 0, part: runsTable.name, problem: "its entry in the list is missing" }];
  const missing: Missing[] = [];
  const lack = (iteration: number, part: string, problem: string): void => {
    if (!gaps.has(placeKey(iteration, part))) missing.push({ run, iteration, part, problem });
  };
  if (!of.counts.has(placeKey(0, inputsTable.name))) lack(0, inputsTable.name, "what it was started with is missing");
  for (let iteration = 1; iteration <= row.iterations_done; iteration++) {
    const found = of.iterations.get(iteration);
    if (found === undefined) lack(iteration, iterationsTable.name, "its numbers are missing");
    else for (const [part, problem] of incompleteParts(of, found)) lack(iteration, part, problem);
  }
  const { iterations_done: done } = row;
  if (done > 0 && !of.counts.has(placeKey(done, "checkpoints")))
    lack(done, "checkpoints", "the state to go on from is missing");
  return missing;
}

function incompleteParts(of: RunInventory, row: IterationRow): [string, string][] {
  return Object.entries(partsOf(row)).flatMap(([part, wanted]) => {
    const found = of.counts.get(placeKey(row.iteration, part)) ?? 0;
    const gone = wanted - found;
    return gone > 0 ? [[part, `${gone} of its ${part} ${gone === 1 ? "is" : "are"} missing`]] : [];
  });
}
