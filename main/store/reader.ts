/**
 * Reading a project's runs from SQLite: every row is compared with its checksum, and what is missing and not known to be is
 * damage. Synchronous.
 */
import type { Database } from "better-sqlite3";
import type { ConditionController, GaussianPolicy } from "../../workers/trainer-api.ts";
import { type Gap, type Iteration, noLabels, type RunLabels, type RunSummary } from "../engine/api.ts";
import { f32Array, f64Array } from "./arrays.ts";
import { decodeCheckpoint } from "./checkpoint-codec.ts";
import { DamagedRunError, StoreError, storeError } from "./errors.ts";
import { iterationOf, labelsOf, modelErrorsOf, rolloutOf, type StoredRollout, summaryOf } from "./from-rows.ts";
import type { InputsRow, IterationRow, PolicyRow, RunRow } from "./rows.ts";
import type { ChecksummedTable, ReadRow } from "./table.ts";
import { type Tables, tablesOf } from "./tables.ts";

/** A run in a list, or one whose row is damaged. */
export type ListedRun = { id: number; summary: RunSummary | null };

export class StoreReader {
  readonly file: string;
  protected readonly db: Database;
  protected readonly tables: Tables;

  constructor(db: Database, file: string) {
    this.file = file;
    this.db = db;
    this.tables = tablesOf(db);
  }

  /** Newest first. */
  listRuns(): ListedRun[] {
    return this.translating(() => {
      const labels = new Map(
        [...this.tables.labels.select("")].map((read) =>
          read.ok ? [read.row.run, labelsOf(read.row)] : [read.run, null],
        ),
      );
      return [...this.tables.runs.select("ORDER BY id DESC")].map((read) => {
        if (!read.ok) return { id: read.run, summary: null };
        const added = labels.get(read.row.id);
        return { id: read.row.id, summary: added === null ? null : summaryOf(read.row, added ?? noLabels) };
      });
    });
  }

  /** The newest run outside the bin; null when there is none. */
  newestRun(): number | null {
    const binned = "SELECT run FROM run_labels WHERE deleted_at IS NOT NULL";
    const newest = `SELECT max(id) FROM runs WHERE id NOT IN (${binned})`;
    return this.translating(() => this.db.prepare<[], number | null>(newest).pluck().get() ?? null);
  }

  findRun(run: number): RunSummary | null {
    const row = this.#runRow(run);
    return row === null ? null : summaryOf(row, this.labels(run));
  }

  /** What a person has added to a run. */
  labels(run: number): RunLabels {
    const row = this.#all(run, "its name, tags and note", this.tables.labels, "WHERE run = ?", run)[0];
    return row === undefined ? noLabels : labelsOf(row);
  }

  inputs(run: number): InputsRow {
    return this.#one(run, "what it was started with", this.tables.inputs, "WHERE run = ?", run);
  }

  iterations(run: number): Iteration[] {
    const rows = this.#all(run, "an iteration", this.tables.iterations, "WHERE run = ? ORDER BY iteration", run);
    const lost = this.gaps(run).filter(({ part }) => part === "iterations").length;
    if (rows.length + lost !== (this.#runRow(run)?.iterations_done ?? 0))
      throw new DamagedRunError(run, "an iteration is missing");
    return rows.map(iterationOf);
  }

  /** Rollouts of one iteration, by sample; none where a gap says that they are gone. */
  rollouts(run: number, iteration: number): StoredRollout[] {
    const rest = "WHERE run = ? AND iteration = ? ORDER BY sample";
    const rows = this.#all(run, `a rollout of iteration ${iteration}`, this.tables.rollouts, rest, run, iteration);
    if (rows.length < (this.#iterationRow(run, iteration)?.kept ?? 0) && !this.#hasGap(run, iteration, "rollouts"))
      throw new DamagedRunError(run, `a rollout of iteration ${iteration} is missing`);
    return rows.map(rolloutOf);
  }

  /** What the run is known to be without. */
  gaps(run: number): Gap[] {
    const rest = "WHERE run = ? ORDER BY iteration, part";
    const rows = this.#all(run, "the list of what it is without", this.tables.gaps, rest, run);
    return rows.map(({ iteration, part, cause }) => ({ iteration, part, cause }) as Gap);
  }

  /** The controllers that an iteration's rollouts were drawn from, in the order of the conditions that were trained on. */
  controllers(run: number, iteration: number): ConditionController[] {
    const rest = "WHERE run = ? AND iteration = ? ORDER BY rowid";
    const rows = this.#all(
      run,
      `a controller of iteration ${iteration}`,
      this.tables.controllers,
      rest,
      run,
      iteration,
    );
    if (rows.length === 0) throw new DamagedRunError(run, `the controller of iteration ${iteration} is missing`);
    return rows.map(({ condition, gains, offsets, covariances }) => ({
      condition,
      controller: { gains: f64Array(gains), offsets: f64Array(offsets), covariances: f64Array(covariances) },
    }));
  }

  /** The policy that an iteration has trained; null where it has trained none. */
  policy(run: number, iteration: number): GaussianPolicy | null {
    const row = this.#policyRow(run, iteration);
    return row === null ? null : (decodeCheckpoint(row.state) as unknown as GaussianPolicy);
  }

  /** D_KL,t: [conditions, T] between that policy and the controllers made next, NaN where there is none; empty without a policy. */
  divergences(run: number, iteration: number): Float32Array {
    const row = this.#policyRow(run, iteration);
    return row === null ? new Float32Array() : f32Array(row.divergences);
  }

  /**
   * e_t: [T] of each rollout that was stored with the iteration, by sample, whether it is still kept or not; null for one that
   * no model has foretold. Empty where none has been.
   */
  modelErrors(run: number, iteration: number): (Float32Array | null)[] {
    const what = `what the model of iteration ${iteration} foretold`;
    const rest = "WHERE run = ? AND iteration = ?";
    const stored = this.#all(run, what, this.tables.modelErrors, rest, run, iteration)[0];
    if (stored !== undefined) return modelErrorsOf(stored);
    const row = this.#iterationRow(run, iteration);
    if (row === null || iterationOf(row).modelError === null || this.#hasGap(run, iteration, "model_errors")) return [];
    throw new DamagedRunError(run, `${what} is missing`);
  }

  /** The newest checkpoint; null before the first iteration. */
  checkpoint(run: number): { iteration: number; state: Record<string, unknown> } | null {
    const rest = "WHERE run = ? ORDER BY iteration DESC LIMIT 1";
    const row = this.#all(run, "the checkpoint", this.tables.checkpoints, rest, run)[0];
    const done = this.#runRow(run)?.iterations_done ?? 0;
    if (row?.iteration === done || (row === undefined && done === 0))
      return row === undefined ? null : { iteration: row.iteration, state: decodeCheckpoint(row.state) };
    throw new DamagedRunError(run, "the checkpoint is missing");
  }

  /** Reads every row of a run; throws what the first damaged one is. */
  verifyRun(run: number): void {
    const without = (iteration: number, part: Gap["part"]): boolean => this.#hasGap(run, iteration, part);
    this.labels(run);
    if (!without(0, "run_inputs")) this.inputs(run);
    for (const { iteration, policy } of this.iterations(run)) {
      this.rollouts(run, iteration);
      if (!without(iteration, "controllers")) this.controllers(run, iteration);
      if ((this.policy(run, iteration) === null) !== (policy === null) && !without(iteration, "policies")) {
        throw new DamagedRunError(run, `the policy of iteration ${iteration} is missing`);
      }
      this.modelErrors(run, iteration);
    }
    if (!without(this.#runRow(run)?.iterations_done ?? 0, "checkpoints")) this.checkpoint(run);
  }

  close(): void {
    this.db.close();
  }

  /** A run's own row. */
  protected entry(run: number): RunRow {
    return this.#one(run, "its entry in the list", this.tables.runs, "WHERE id = ?", run);
  }

  protected translating<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeError(error, this.file);
    }
  }

  #policyRow(run: number, iteration: number): PolicyRow | null {
    const what = `the policy of iteration ${iteration}`;
    return this.#all(run, what, this.tables.policies, "WHERE run = ? AND iteration = ?", run, iteration)[0] ?? null;
  }

  #iterationRow(run: number, iteration: number): IterationRow | null {
    const rest = "WHERE run = ? AND iteration = ?";
    return this.#all(run, `iteration ${iteration}`, this.tables.iterations, rest, run, iteration)[0] ?? null;
  }

  #runRow(run: number): RunRow | null {
    return this.#all(run, "its entry in the list", this.tables.runs, "WHERE id = ?", run)[0] ?? null;
  }

  #one<Row extends { [K in keyof Row]: number | string | Uint8Array | null }>(
    run: number,
    what: string,
    table: ChecksummedTable<Row>,
    rest: string,
    ...parameters: number[]
  ): Row {
    const row = this.#all(run, what, table, rest, ...parameters)[0];
    if (row === undefined) throw new DamagedRunError(run, `${what} is missing`);
    return row;
  }

  #all<Row extends { [K in keyof Row]: number | string | Uint8Array | null }>(
    run: number,
    what: string,
    table: ChecksummedTable<Row>,
    rest: string,
    ...parameters: number[]
  ): Row[] {
    try {
      return this.translating(() => [...table.select(rest, ...parameters)].map((read) => intact(read, run, what)));
    } catch (error) {
      if (error instanceof StoreError && error.kind === "damaged")
        throw new DamagedRunError(run, `${what} cannot be read`);
      throw error;
    }
  }

  #hasGap(run: number, iteration: number, part: Gap["part"]): boolean {
    return this.gaps(run).some((gap) => gap.iteration === iteration && gap.part === part);
  }
}

function intact<Row>(read: ReadRow<Row>, run: number, what: string): Row {
  if (read.ok) return read.row;
  throw new DamagedRunError(run, `${what} does not match its checksum`);
}
