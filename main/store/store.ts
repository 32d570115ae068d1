/**
 * The runs of a project in SQLite. Synchronous; a write has reached the disk when its method returns.
 *
 * An iteration is one transaction: numbers, rollouts, controllers, policy, checkpoint and the run's own row appear together.
 * Writes are keyed by (run, iteration), so committing the same iteration again changes nothing.
 */
import type { Database } from "better-sqlite3";
import type { ConditionController, GaussianPolicy, IterationResult } from "../../workers/trainer-api.ts";
import { type Gap, type Iteration, noLabels, type RunLabels, type RunStatus, type RunSummary } from "../engine/api.ts";
import { f32Array, f64Array } from "./arrays.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-codec.ts";
import { nextRun } from "./copy-run.ts";
import { DamagedRunError, StoreError, storeError } from "./errors.ts";
import { iterationOf, labelsOf, rolloutOf, type StoredRollout, statusOfOrphan, summaryOf } from "./from-rows.ts";
import type {
  CheckpointRow,
  ControllerRow,
  GapRow,
  InputsRow,
  IterationRow,
  LabelsRow,
  PolicyRow,
  RolloutRow,
  RunRow,
} from "./rows.ts";
import {
  checkpointsTable,
  controllersTable,
  gapsTable,
  inputsTable,
  iterationsTable,
  labelsTable,
  policiesTable,
  rolloutsTable,
  runsTable,
} from "./rows.ts";
import { ChecksummedTable, type ReadRow } from "./table.ts";
import { checkedIteration, controllerRows, iterationRow, labelsRow, policyRow, rolloutRows } from "./to-rows.ts";

/** A run that is about to start. */
export interface NewRun {
  task: string;
  method: string;
  seed: number;
  iterations: number;
  configHash: string;
  groupHash: string;
  parent: number | null;
  better: "lower" | "higher";
  inputs: Omit<InputsRow, "run">;
}

/** States that are kept of a run: the newest, and one to go back to. */
const CHECKPOINTS = 2;

/** What is absent stays. */
export type LabelsChange = { run: number; change: Partial<RunLabels> };

/** A run in a list, or one whose row is damaged. */
export type ListedRun = { id: number; summary: RunSummary | null };

export class Store {
  readonly file: string;
  readonly #db: Database;
  readonly #runs: ChecksummedTable<RunRow>;
  readonly #labels: ChecksummedTable<LabelsRow>;
  readonly #inputs: ChecksummedTable<InputsRow>;
  readonly #iterations: ChecksummedTable<IterationRow>;
  readonly #rollouts: ChecksummedTable<RolloutRow>;
  readonly #controllers: ChecksummedTable<ControllerRow>;
  readonly #policies: ChecksummedTable<PolicyRow>;
  readonly #checkpoints: ChecksummedTable<CheckpointRow>;
  readonly #gaps: ChecksummedTable<GapRow>;

  constructor(db: Database, file: string) {
    this.file = file;
    this.#db = db;
    this.#runs = new ChecksummedTable(db, runsTable);
    this.#labels = new ChecksummedTable(db, labelsTable);
    this.#inputs = new ChecksummedTable(db, inputsTable);
    this.#iterations = new ChecksummedTable(db, iterationsTable);
    this.#rollouts = new ChecksummedTable(db, rolloutsTable);
    this.#controllers = new ChecksummedTable(db, controllersTable);
    this.#policies = new ChecksummedTable(db, policiesTable);
    this.#checkpoints = new ChecksummedTable(db, checkpointsTable);
    this.#gaps = new ChecksummedTable(db, gapsTable);
  }

  /** Newest first. */
  listRuns(): ListedRun[] {
    return this.#translating(() => {
      const labels = new Map(
        [...this.#labels.select("")].map((read) => (read.ok ? [read.row.run, labelsOf(read.row)] : [read.run, null])),
      );
      return [...this.#runs.select("ORDER BY id DESC")].map((read) => {
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
    return this.#translating(() => this.#db.prepare<[], number | null>(newest).pluck().get() ?? null);
  }

  findRun(run: number): RunSummary | null {
    const row = this.#runRow(run);
    return row === null ? null : summaryOf(row, this.labels(run));
  }

  /** What a person has added to a run. */
  labels(run: number): RunLabels {
    const row = this.#all(run, "its name, tags and note", this.#labels, "WHERE run = ?", run)[0];
    return row === undefined ? noLabels : labelsOf(row);
  }

  inputs(run: number): InputsRow {
    return this.#one(run, "what it was started with", this.#inputs, "WHERE run = ?", run);
  }

  iterations(run: number): Iteration[] {
    const rows = this.#all(run, "an iteration", this.#iterations, "WHERE run = ? ORDER BY iteration", run);
    const lost = this.gaps(run).filter(({ part }) => part === "iterations").length;
    if (rows.length + lost !== (this.#runRow(run)?.iterations_done ?? 0))
      throw new DamagedRunError(run, "an iteration is missing");
    return rows.map(iterationOf);
  }

  /** Rollouts of one iteration, by sample; none where a gap says that they are gone. */
  rollouts(run: number, iteration: number): StoredRollout[] {
    const rest = "WHERE run = ? AND iteration = ? ORDER BY sample";
    const rows = this.#all(run, `a rollout of iteration ${iteration}`, this.#rollouts, rest, run, iteration);
    const row = this.#all(
      run,
      `iteration ${iteration}`,
      this.#iterations,
      "WHERE run = ? AND iteration = ?",
      run,
      iteration,
    )[0];
    if (rows.length < (row?.kept ?? 0) && !this.#hasGap(run, iteration, "rollouts"))
      throw new DamagedRunError(run, `a rollout of iteration ${iteration} is missing`);
    return rows.map(rolloutOf);
  }

  /** What the run is known to be without. */
  gaps(run: number): Gap[] {
    const rest = "WHERE run = ? ORDER BY iteration, part";
    const rows = this.#all(run, "the list of what it is without", this.#gaps, rest, run);
    return rows.map(({ iteration, part, cause }) => ({ iteration, part, cause }) as Gap);
  }

  /** The controllers that an iteration's rollouts were drawn from, in the order of the conditions that were trained on. */
  controllers(run: number, iteration: number): ConditionController[] {
    const rest = "WHERE run = ? AND iteration = ? ORDER BY rowid";
    const rows = this.#all(run, `a controller of iteration ${iteration}`, this.#controllers, rest, run, iteration);
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

  /** The newest checkpoint; null before the first iteration. */
  checkpoint(run: number): { iteration: number; state: Record<string, unknown> } | null {
    const rest = "WHERE run = ? ORDER BY iteration DESC LIMIT 1";
    const row = this.#all(run, "the checkpoint", this.#checkpoints, rest, run)[0];
    const done = this.#runRow(run)?.iterations_done ?? 0;
    if (row?.iteration === done || (row === undefined && done === 0))
      return row === undefined ? null : { iteration: row.iteration, state: decodeCheckpoint(row.state) };
    throw new DamagedRunError(run, "the checkpoint is missing");
  }

  insertRun(run: NewRun): RunSummary {
    return this.#transaction(() => {
      const id = nextRun(this.#db);
      const now = new Date().toISOString();
      const row: RunRow = {
        id,
        task: run.task,
        method: run.method,
        seed: run.seed,
        config_hash: run.configHash,
        group_hash: run.groupHash,
        parent: run.parent,
        better: run.better,
        status: "running",
        reason: null,
        iterations_done: 0,
        iterations_total: run.iterations,
        rollouts: 0,
        metric: null,
        best_metric: null,
        success: null,
        cost: null,
        seconds: 0,
        created_at: now,
        updated_at: now,
        finished_at: null,
      };
      this.#runs.put(row);
      this.#inputs.put({ run: id, ...run.inputs });
      return summaryOf(row, noLabels);
    });
  }

  commitIteration(run: number, result: IterationResult): { iteration: Iteration; summary: RunSummary } {
    const iteration = checkedIteration(result.numbers);
    const rollouts = rolloutRows(run, result);
    const controllers = controllerRows(run, result);
    const policy = policyRow(run, result);
    const state = encodeCheckpoint(result.checkpoint);
    return this.#transaction(() => {
      this.#iterations.put(iterationRow(run, iteration, rollouts.length));
      for (const row of rollouts) this.#rollouts.put(row);
      for (const row of controllers) this.#controllers.put(row);
      if (policy !== null) this.#policies.put(policy);
      this.#checkpoints.put({ run, iteration: iteration.iteration, state });
      this.#db
        .prepare("DELETE FROM checkpoints WHERE run = ? AND iteration <= ?")
        .run(run, iteration.iteration - CHECKPOINTS);
      const summary = this.#update(run, {
        // Whatever held it up is over.
        reason: null,
        iterations_done: iteration.iteration,
        rollouts: iteration.rollouts,
        ...reached(iteration, this.#one(run, "its entry in the list", this.#runs, "WHERE id = ?", run)),
        seconds: this.#computingSeconds(run),
      });
      return { iteration, summary };
    });
  }

  /** A run that goes on, possibly to more iterations than it was started with. */
  restartRun(
    run: number,
    target: Pick<NewRun, "iterations" | "configHash" | "groupHash"> & { config: string },
  ): RunSummary {
    return this.#transaction(() => {
      this.#inputs.put({ ...this.inputs(run), config: target.config });
      return this.#update(run, {
        status: "running",
        reason: null,
        finished_at: null,
        iterations_total: target.iterations,
        config_hash: target.configHash,
        group_hash: target.groupHash,
      });
    });
  }

  finishRun(run: number, status: Exclude<RunStatus, "running">, reason: string | null): RunSummary {
    return this.#transaction(() => this.#update(run, { status, reason, finished_at: new Date().toISOString() }));
  }

  /** What holds up a run that is going on, until its next iteration is committed. */
  noteRun(run: number, reason: string): RunSummary {
    return this.#transaction(() => this.#update(run, { reason }));
  }

  /** Changes what was added to runs, in all of them or in none. */
  changeLabels(changes: readonly LabelsChange[]): RunSummary[] {
    return this.#transaction(() =>
      changes.map(({ run, change }) => {
        const row = this.#one(run, "its entry in the list", this.#runs, "WHERE id = ?", run);
        const changed = { ...this.labels(run), ...change };
        this.#labels.put(labelsRow(run, changed));
        return summaryOf(row, changed);
      }),
    );
  }

  /** Deletes what is in the bin; returns which runs are gone. */
  emptyBin(): number[] {
    return this.#transaction(() => {
      const binned = "SELECT run FROM run_labels WHERE deleted_at IS NOT NULL";
      const runs = this.#db.prepare<[], number>(binned).pluck().all();
      const remove = this.#db.prepare("DELETE FROM runs WHERE id = ?");
      for (const run of runs) remove.run(run);
      return runs;
    });
  }

  /** For the writer at opening: no run can be running yet. */
  markInterruptedRuns(): void {
    this.#transaction(() => {
      for (const read of [...this.#runs.select("WHERE status = 'running'")]) {
        if (!read.ok) continue;
        const { id, iterations_done, iterations_total } = read.row;
        this.#update(id, { status: statusOfOrphan(iterations_done, iterations_total) });
      }
    });
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
    }
    if (!without(this.#runRow(run)?.iterations_done ?? 0, "checkpoints")) this.checkpoint(run);
  }

  close(): void {
    this.#db.close();
  }

  #policyRow(run: number, iteration: number): PolicyRow | null {
    const what = `the policy of iteration ${iteration}`;
    return this.#all(run, what, this.#policies, "WHERE run = ? AND iteration = ?", run, iteration)[0] ?? null;
  }

  #runRow(run: number): RunRow | null {
    return this.#all(run, "its entry in the list", this.#runs, "WHERE id = ?", run)[0] ?? null;
  }

  #update(run: number, change: Partial<RunRow>): RunSummary {
    const row = this.#one(run, "its entry in the list", this.#runs, "WHERE id = ?", run);
    const changed = { ...row, ...change, updated_at: new Date().toISOString() };
    this.#runs.put(changed);
    return summaryOf(changed, this.labels(run));
  }

  #computingSeconds(run: number): number {
    return Number(this.#db.prepare("SELECT total(seconds) FROM iterations WHERE run = ?").pluck().get(run));
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
      return this.#translating(() => [...table.select(rest, ...parameters)].map((read) => intact(read, run, what)));
    } catch (error) {
      if (error instanceof StoreError && error.kind === "damaged")
        throw new DamagedRunError(run, `${what} cannot be read`);
      throw error;
    }
  }

  #hasGap(run: number, iteration: number, part: Gap["part"]): boolean {
    return this.gaps(run).some((gap) => gap.iteration === iteration && gap.part === part);
  }

  #transaction<T>(work: () => T): T {
    return this.#translating(() => this.#db.transaction(work).immediate());
  }

  #translating<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeError(error, this.file);
    }
  }
}

/** What a run has reached is what its last accepted controller did: a rejected one is taken back. */
export function reached({ accepted, metric, success, cost }: Iteration, before: RunRow): Partial<RunRow> {
  return accepted ? { metric, success, cost, best_metric: better(before, metric) } : {};
}

function better({ better, best_metric: best }: RunRow, metric: number | null): number | null {
  if (best === null || metric === null) return best ?? metric;
  return better === "lower" ? Math.min(best, metric) : Math.max(best, metric);
}

function intact<Row>(read: ReadRow<Row>, run: number, what: string): Row {
  if (read.ok) return read.row;
  throw new DamagedRunError(run, `${what} does not match its checksum`);
}
