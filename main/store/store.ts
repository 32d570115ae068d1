/**
 * The runs of a project in SQLite. Synchronous; a write has reached the disk when its method returns.
 *
 * An iteration is one transaction: numbers, rollouts, controllers, policy, checkpoint and the run's own row appear together.
 * Writes are keyed by (run, iteration), so committing the same iteration again changes nothing.
 */
import type { Database } from "better-sqlite3";
import type { ConditionController, GaussianPolicy, IterationResult } from "../../workers/trainer-api.ts";
import type { Iteration, RunStatus, RunSummary } from "../engine/api.ts";
import { f64Array } from "./arrays.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-codec.ts";
import { DamagedRunError, storeError } from "./errors.ts";
import { iterationOf, rolloutOf, type StoredRollout, summaryOf } from "./from-rows.ts";
import type { CheckpointRow, ControllerRow, InputsRow, IterationRow, PolicyRow, RolloutRow, RunRow } from "./rows.ts";
import {
  checkpointsTable,
  controllersTable,
  inputsTable,
  iterationsTable,
  policiesTable,
  rolloutsTable,
  runsTable,
} from "./rows.ts";
import { ChecksummedTable, type ReadRow } from "./table.ts";
import { checkedIteration, controllerRows, iterationRow, policyRow, rolloutRows } from "./to-rows.ts";

/** A run that is about to start. */
export interface NewRun {
  task: string;
  method: string;
  seed: number;
  iterations: number;
  configHash: string;
  inputs: Omit<InputsRow, "run">;
}

/** A run in a list, or one whose row is damaged. */
export type ListedRun = { id: number; summary: RunSummary | null };

export class Store {
  readonly file: string;
  readonly #db: Database;
  readonly #runs: ChecksummedTable<RunRow>;
  readonly #inputs: ChecksummedTable<InputsRow>;
  readonly #iterations: ChecksummedTable<IterationRow>;
  readonly #rollouts: ChecksummedTable<RolloutRow>;
  readonly #controllers: ChecksummedTable<ControllerRow>;
  readonly #policies: ChecksummedTable<PolicyRow>;
  readonly #checkpoints: ChecksummedTable<CheckpointRow>;

  constructor(db: Database, file: string) {
    this.file = file;
    this.#db = db;
    this.#runs = new ChecksummedTable(db, runsTable);
    this.#inputs = new ChecksummedTable(db, inputsTable);
    this.#iterations = new ChecksummedTable(db, iterationsTable);
    this.#rollouts = new ChecksummedTable(db, rolloutsTable);
    this.#controllers = new ChecksummedTable(db, controllersTable);
    this.#policies = new ChecksummedTable(db, policiesTable);
    this.#checkpoints = new ChecksummedTable(db, checkpointsTable);
  }

  /** Newest first. */
  listRuns(): ListedRun[] {
    return this.#translating(() =>
      [...this.#runs.select("ORDER BY id DESC")].map((read) =>
        read.ok ? { id: read.row.id, summary: summaryOf(read.row) } : { id: read.run, summary: null },
      ),
    );
  }

  findRun(run: number): RunSummary | null {
    const row = this.#runRow(run);
    return row === null ? null : summaryOf(row);
  }

  inputs(run: number): InputsRow {
    return this.#one(run, "what it was started with", this.#inputs, "WHERE run = ?", run);
  }

  iterations(run: number): Iteration[] {
    const rows = this.#all(run, "an iteration", this.#iterations, "WHERE run = ? ORDER BY iteration", run);
    if (rows.length !== (this.#runRow(run)?.iterations_done ?? 0))
      throw new DamagedRunError(run, "an iteration is missing");
    return rows.map(iterationOf);
  }

  /** Rollouts of one iteration, by sample. */
  rollouts(run: number, iteration: number): StoredRollout[] {
    const rest = "WHERE run = ? AND iteration = ? ORDER BY sample";
    return this.#all(run, `a rollout of iteration ${iteration}`, this.#rollouts, rest, run, iteration).map(rolloutOf);
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
    const what = `the policy of iteration ${iteration}`;
    const row = this.#all(run, what, this.#policies, "WHERE run = ? AND iteration = ?", run, iteration)[0];
    return row === undefined ? null : (decodeCheckpoint(row.state) as unknown as GaussianPolicy);
  }

  /** The newest checkpoint; null before the first iteration. */
  checkpoint(run: number): { iteration: number; state: Record<string, unknown> } | null {
    const row = this.#all(run, "the checkpoint", this.#checkpoints, "WHERE run = ?", run)[0];
    return row === undefined ? null : { iteration: row.iteration, state: decodeCheckpoint(row.state) };
  }

  insertRun(run: NewRun): RunSummary {
    return this.#transaction(() => {
      const last = this.#db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'runs'").pluck().get();
      const id = Number(last ?? 0) + 1;
      const now = new Date().toISOString();
      const row: RunRow = {
        id,
        task: run.task,
        method: run.method,
        seed: run.seed,
        config_hash: run.configHash,
        status: "running",
        reason: null,
        iterations_done: 0,
        iterations_total: run.iterations,
        rollouts: 0,
        metric: null,
        success: null,
        cost: null,
        seconds: 0,
        created_at: now,
        updated_at: now,
        finished_at: null,
      };
      this.#runs.put(row);
      this.#inputs.put({ run: id, ...run.inputs });
      return summaryOf(row);
    });
  }

  commitIteration(run: number, result: IterationResult): { iteration: Iteration; summary: RunSummary } {
    const iteration = checkedIteration(result.numbers);
    const rollouts = rolloutRows(run, result);
    const controllers = controllerRows(run, result);
    const policy = policyRow(run, result);
    const state = encodeCheckpoint(result.checkpoint);
    return this.#transaction(() => {
      this.#iterations.put(iterationRow(run, iteration));
      for (const row of rollouts) this.#rollouts.put(row);
      for (const row of controllers) this.#controllers.put(row);
      if (policy !== null) this.#policies.put(policy);
      this.#checkpoints.put({ run, iteration: iteration.iteration, state });
      const summary = this.#update(run, {
        iterations_done: iteration.iteration,
        rollouts: iteration.rollouts,
        ...reached(iteration),
        seconds: this.#computingSeconds(run),
      });
      return { iteration, summary };
    });
  }

  /** A run that goes on, possibly to more iterations than it was started with. */
  restartRun(run: number, target: { iterations: number; config: string; configHash: string }): RunSummary {
    return this.#transaction(() => {
      this.#inputs.put({ ...this.inputs(run), config: target.config });
      return this.#update(run, {
        status: "running",
        reason: null,
        finished_at: null,
        iterations_total: target.iterations,
        config_hash: target.configHash,
      });
    });
  }

  finishRun(run: number, status: Exclude<RunStatus, "running">, reason: string | null): RunSummary {
    return this.#transaction(() => this.#update(run, { status, reason, finished_at: new Date().toISOString() }));
  }

  /** For the writer at opening: no run can be running yet. */
  markInterruptedRuns(): void {
    this.#transaction(() => {
      for (const read of [...this.#runs.select("WHERE status = 'running'")]) {
        if (read.ok) this.#update(read.row.id, { status: "interrupted" });
      }
    });
  }

  /** Reads every row of a run; throws what the first damaged one is. */
  verifyRun(run: number): void {
    this.inputs(run);
    for (const { iteration, policy } of this.iterations(run)) {
      this.rollouts(run, iteration);
      this.controllers(run, iteration);
      if ((this.policy(run, iteration) === null) !== (policy === null)) {
        throw new DamagedRunError(run, `the policy of iteration ${iteration} is missing`);
      }
    }
    this.checkpoint(run);
  }

  close(): void {
    this.#db.close();
  }

  #runRow(run: number): RunRow | null {
    return this.#all(run, "its entry in the list", this.#runs, "WHERE id = ?", run)[0] ?? null;
  }

  #update(run: number, change: Partial<RunRow>): RunSummary {
    const row = this.#one(run, "its entry in the list", this.#runs, "WHERE id = ?", run);
    const changed = { ...row, ...change, updated_at: new Date().toISOString() };
    this.#runs.put(changed);
    return summaryOf(changed);
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
    return this.#translating(() => [...table.select(rest, ...parameters)].map((read) => intact(read, run, what)));
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
function reached({ accepted, metric, success, cost }: Iteration): Partial<RunRow> {
  return accepted ? { metric, success, cost } : {};
}

function intact<Row>(read: ReadRow<Row>, run: number, what: string): Row {
  if (read.ok) return read.row;
  throw new DamagedRunError(run, `${what} does not match its checksum`);
}
