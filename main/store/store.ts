/**
 * The runs of a project in SQLite, for whoever writes them. Synchronous; a write has reached the disk when its method returns.
 *
 * An iteration is one transaction: numbers, rollouts, controllers, policy, the model's errors, checkpoint and the run's own row
 * appear together.
 * Writes are keyed by (run, iteration), so committing the same iteration again changes nothing.
 */
import type { IterationResult } from "../../workers/trainer-api.ts";
import { type Iteration, noLabels, type RunLabels, type RunStatus, type RunSummary } from "../engine/api.ts";
import { encodeCheckpoint } from "./checkpoint-codec.ts";
import { nextRun } from "./copy-run.ts";
import { statusOfOrphan, summaryOf } from "./from-rows.ts";
import { StoreReader } from "./reader.ts";
import type { InputsRow, RunRow } from "./rows.ts";
import {
  checkedIteration,
  controllerRows,
  iterationRow,
  labelsRow,
  modelErrorsRow,
  policyRow,
  rolloutRows,
} from "./to-rows.ts";

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

export class Store extends StoreReader {
  insertRun(run: NewRun): RunSummary {
    return this.#transaction(() => {
      const id = nextRun(this.db);
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
      this.tables.runs.put(row);
      this.tables.inputs.put({ run: id, ...run.inputs });
      return summaryOf(row, noLabels);
    });
  }

  commitIteration(run: number, result: IterationResult): { iteration: Iteration; summary: RunSummary } {
    const iteration = checkedIteration(result.numbers);
    const rollouts = rolloutRows(run, result);
    const controllers = controllerRows(run, result);
    const policy = policyRow(run, result);
    const modelErrors = modelErrorsRow(run, result);
    const state = encodeCheckpoint(result.checkpoint);
    return this.#transaction(() => {
      this.tables.iterations.put(iterationRow(run, iteration, rollouts.length));
      for (const row of rollouts) this.tables.rollouts.put(row);
      for (const row of controllers) this.tables.controllers.put(row);
      if (policy !== null) this.tables.policies.put(policy);
      if (modelErrors !== null) this.tables.modelErrors.put(modelErrors);
      this.tables.checkpoints.put({ run, iteration: iteration.iteration, state });
      this.db
        .prepare("DELETE FROM checkpoints WHERE run = ? AND iteration <= ?")
        .run(run, iteration.iteration - CHECKPOINTS);
      const summary = this.#update(run, {
        // Whatever held it up is over.
        reason: null,
        iterations_done: iteration.iteration,
        rollouts: iteration.rollouts,
        ...reached(iteration, this.entry(run)),
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
      this.tables.inputs.put({ ...this.inputs(run), config: target.config });
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
        const row = this.entry(run);
        const changed = { ...this.labels(run), ...change };
        this.tables.labels.put(labelsRow(run, changed));
        return summaryOf(row, changed);
      }),
    );
  }

  /** Deletes what is in the bin; returns which runs are gone. */
  emptyBin(): number[] {
    return this.#transaction(() => {
      const binned = "SELECT run FROM run_labels WHERE deleted_at IS NOT NULL";
      const runs = this.db.prepare<[], number>(binned).pluck().all();
      const remove = this.db.prepare("DELETE FROM runs WHERE id = ?");
      for (const run of runs) remove.run(run);
      return runs;
    });
  }

  /** For the writer at opening: no run can be running yet. */
  markInterruptedRuns(): void {
    this.#transaction(() => {
      for (const read of [...this.tables.runs.select("WHERE status = 'running'")]) {
        if (!read.ok) continue;
        const { id, iterations_done, iterations_total } = read.row;
        this.#update(id, { status: statusOfOrphan(iterations_done, iterations_total) });
      }
    });
  }

  #update(run: number, change: Partial<RunRow>): RunSummary {
    const row = this.entry(run);
    const changed = { ...row, ...change, updated_at: new Date().toISOString() };
    this.tables.runs.put(changed);
    return summaryOf(changed, this.labels(run));
  }

  #computingSeconds(run: number): number {
    return Number(this.db.prepare("SELECT total(seconds) FROM iterations WHERE run = ?").pluck().get(run));
  }

  #transaction<T>(work: () => T): T {
    return this.translating(() => this.db.transaction(work).immediate());
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
