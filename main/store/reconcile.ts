/**
 * Makes the runs of a salvaged store whole in themselves: what is missing is either trained again, because the run goes
 * back to an older state, or is written down as a gap.
 */
import type { Database } from "better-sqlite3";
import { runConfigSchema, taskDescriptionSchema } from "../engine/api.ts";
import { configHash, groupHash } from "../engine/config-hash.ts";
import type { RepairedRun } from "../engine/project-api.ts";
import { iterationOf, statusOfOrphan } from "./from-rows.ts";
import { Inventory, type Missing, missingParts, placeKey, type RunInventory } from "./inventory.ts";
import { allTables, gapsTable, type InputsRow, type RunRow, runsTable } from "./rows.ts";
import { reached } from "./store.ts";
import { type AnyRow, ChecksummedTable } from "./table.ts";

/** Tables whose rows belong to an iteration, those first that refer to its own row. */
const perIteration = allTables.filter(({ columns }) => columns.includes("iteration")).reverse();

/**
 * Mends every run of the store, whose rows are all good; returns what was done to those that needed it.
 *
 * @param unlabelled runs whose names, tags and notes are lost
 */
export function reconcile(db: Database, unlabelled: ReadonlySet<number>): RepairedRun[] {
  const inventory = new Inventory();
  for (const spec of allTables)
    for (const read of new ChecksummedTable<AnyRow>(db, spec).scan()) if (read.ok) inventory.add(spec, read.row);
  return [...inventory.runs.values()]
    .sort((a, b) => a.run - b.run)
    .map((of) => ({ run: of.run, actions: mend(db, of, unlabelled.has(of.run)) }))
    .filter(({ actions }) => actions.length > 0);
}

function mend(db: Database, of: RunInventory, unlabelled: boolean): string[] {
  const row = of.row ?? rebuiltRow(db, of);
  if (row === null) {
    for (const { name, columns } of [...allTables].reverse())
      db.prepare(`DELETE FROM ${name} WHERE ${columns[0]} = ?`).run(of.run);
    return ["left out: neither its entry in the list nor its settings are good"];
  }
  const actions = of.row === null ? ["its entry in the list was made again; when it was started is not known"] : [];
  of.row = row;
  if (unlabelled) actions.push("its name, tags and note are lost");
  const back = goBack(db, of);
  if (back !== null) actions.push(back);
  const missing = missingParts(of);
  for (const gap of missing) noteGap(db, gap);
  actions.push(...missing.map(inWords));
  if (actions.length === 0) return [];
  const reason = `Repaired: ${actions.join("; ")}.`;
  const lasting = missing.some(({ part }) => part === "checkpoints" || part === "run_inputs");
  // Only what cannot go on is called failed.
  const status = lasting ? "failed" : row.status === "running" || back !== null ? "interrupted" : row.status;
  new ChecksummedTable(db, runsTable).put({
    ...summed(of.row, of.iterations),
    status,
    reason,
    updated_at: new Date().toISOString(),
  });
  return actions;
}

/** To the newest state that is good; the iterations after it are trained again to the same numbers. */
function goBack(db: Database, of: RunInventory): string | null {
  const { run, row, iterations } = of;
  const done = row?.iterations_done ?? 0;
  const isGood = (iteration: number): boolean =>
    of.counts.has(placeKey(iteration, "checkpoints")) && iterations.has(iteration);
  const newest = Array.from({ length: done }, (_, i) => done - i).find(isGood);
  if (row === null || newest === undefined || newest === done) return null;
  for (const { name } of perIteration)
    db.prepare(`DELETE FROM ${name} WHERE run = ? AND iteration > ?`).run(run, newest);
  for (const iteration of iterations.keys()) if (iteration > newest) iterations.delete(iteration);
  of.row = { ...row, iterations_done: newest };
  return `it goes back to iteration ${newest} of ${done}, whose state is good`;
}

/** Writes down that a part is missing; without an iteration's numbers nothing else of it can be kept. */
function noteGap(db: Database, { run, iteration, part }: Missing): void {
  if (part === "iterations")
    for (const { name } of perIteration)
      if (name !== "checkpoints") db.prepare(`DELETE FROM ${name} WHERE run = ? AND iteration = ?`).run(run, iteration);
  new ChecksummedTable(db, gapsTable).put({ run, iteration, part, cause: "repair" });
}

function inWords({ iteration, problem }: Missing): string {
  return iteration === 0 ? problem : `iteration ${iteration}: ${problem}`;
}

/** A list entry from what the run was started with. */
function rebuiltRow(db: Database, { run, iterations }: RunInventory): RunRow | null {
  const stored = "SELECT config, task FROM run_inputs WHERE run = ?";
  const inputs = db.prepare<[number], Pick<InputsRow, "config" | "task">>(stored).get(run);
  const config = runConfigSchema.safeParse(inputs === undefined ? null : JSON.parse(inputs.config));
  const task = taskDescriptionSchema.safeParse(inputs === undefined ? null : JSON.parse(inputs.task));
  if (!config.success || !task.success) return null;
  const now = new Date().toISOString();
  const done = Math.max(0, ...iterations.keys());
  return {
    id: run,
    task: config.data.task,
    method: config.data.method,
    seed: config.data.seed,
    config_hash: configHash(config.data),
    group_hash: groupHash(config.data),
    parent: null,
    better: task.data.metric.better,
    status: statusOfOrphan(done, config.data.iterations),
    reason: null,
    iterations_done: done,
    iterations_total: config.data.iterations,
    ...nothing,
    created_at: now,
    updated_at: now,
    finished_at: null,
  };
}

const nothing = { rollouts: 0, metric: null, best_metric: null, success: null, cost: null, seconds: 0 };

/** What the list says of a run, from the iterations that are there. */
function summed(row: RunRow, iterations: RunInventory["iterations"]): RunRow {
  let sum: RunRow = { ...row, ...nothing };
  for (const it of [...iterations.values()].sort((a, b) => a.iteration - b.iteration).map(iterationOf)) {
    const { rollouts } = it;
    sum = { ...sum, rollouts, seconds: sum.seconds + it.seconds, ...reached(it, sum) };
  }
  return sum;
}
