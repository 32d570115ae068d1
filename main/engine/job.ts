/**
 * One training run in its worker, from start to last word.
 *
 * Iterations are committed before anybody hears of them; after a stop nothing more is committed. The job itself never
 * rejects: whatever happens ends in an outcome.
 */
import { proxy } from "comlink";
import type { IterationResult, TrainingJob, TrainingOutcome, TrainingProgress } from "../../workers/trainer-api.ts";
import { messageOf } from "../errors.ts";
import type { Progress, RunSummary } from "./api.ts";
import { Eta } from "./eta.ts";
import type { Trainer } from "./trainer.ts";

/** A worker that has not stopped by then is ended [ms]. */
const PATIENCE = 800;

export interface JobHooks {
  /** Rejects when the iteration could not be committed; may take its time until `stopped`. */
  commit(result: IterationResult, stopped: () => boolean): Promise<void>;
  progress(progress: Progress): void;
}

export class Job {
  readonly run: number;
  /** Resolves when the worker has ended. */
  readonly outcome: Promise<TrainingOutcome>;
  readonly #trainer: Trainer;
  readonly #iterations: number;
  readonly #hooks: JobHooks;
  readonly #cancelFlag = new SharedArrayBuffer(4);
  readonly #eta: Eta;
  /** Computing time of the run before it was resumed [s]. */
  readonly #before: number;
  readonly #startedAt = performance.now();
  #iterationStartedAt = performance.now();
  #stopped = false;
  #giveUp: (outcome: TrainingOutcome) => void = () => {};

  constructor({ id, iterationsDone, seconds }: RunSummary, trainer: Trainer, job: TrainingJob, hooks: JobHooks) {
    this.run = id;
    this.#before = seconds;
    this.#eta = new Eta(iterationsDone === 0 ? null : seconds / iterationsDone);
    this.#trainer = trainer;
    this.#iterations = job.config.iterations;
    this.#hooks = hooks;
    this.outcome = this.#run(job);
  }

  /** Asks the worker to stop, ends it if it does not, and waits for the outcome. */
  async cancel(): Promise<TrainingOutcome> {
    Atomics.store(new Int32Array(this.#cancelFlag), 0, 1);
    const timer = setTimeout(() => this.#giveUp({ status: "cancelled" }), PATIENCE);
    const outcome = await this.outcome;
    clearTimeout(timer);
    return outcome;
  }

  async #run(job: TrainingJob): Promise<TrainingOutcome> {
    const abandoned = new Promise<TrainingOutcome>((resolve) => {
      this.#giveUp = resolve;
    });
    const outcome = await Promise.race([this.#train(job), abandoned]);
    this.#stopped = true;
    await this.#trainer.terminate();
    return outcome;
  }

  async #train(job: TrainingJob): Promise<TrainingOutcome> {
    try {
      return await this.#trainer.call<TrainingOutcome>(async (api) =>
        api.train(
          job,
          this.#cancelFlag,
          proxy(async (result: IterationResult) => this.#commit(result)),
          proxy((progress: TrainingProgress) => this.#report(progress)),
        ),
      );
    } catch (error) {
      return { status: "failed", reason: messageOf(error) };
    }
  }

  async #commit(result: IterationResult): Promise<void> {
    if (this.#stopped) return;
    await this.#hooks.commit(result, () => this.#stopped);
    // The trainer's own measure: the first iteration's does not count the start of the workers.
    this.#eta.add(result.numbers.seconds);
    this.#iterationStartedAt = performance.now();
  }

  #report({ iteration, phase, done, total }: TrainingProgress): void {
    if (this.#stopped) return;
    const now = performance.now();
    this.#hooks.progress({
      run: this.run,
      iteration,
      iterations: this.#iterations,
      phase,
      done,
      total,
      elapsedSeconds: this.#before + (now - this.#startedAt) / 1000,
      etaSeconds: this.#eta.remaining(this.#iterations - iteration + 1, (now - this.#iterationStartedAt) / 1000),
    });
  }
}
