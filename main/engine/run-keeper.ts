/** Brings what a job says of its run into the store, and tells it afterwards; waits where the disk is full. */
import type { EventEmitter } from "node:events";
import type { IterationResult, TrainingOutcome } from "../../workers/trainer-api.ts";
import { messageOf } from "../errors.ts";
import type { Project } from "../projects/project.ts";
import { thinAsAsked } from "../projects/retention.ts";
import type { RunSummary } from "./api.ts";
import { commitPatiently, isFull, type Patience } from "./commit-patiently.ts";
import type { EventMap } from "./event-map.ts";

/** Between two looks at a full disk [ms]. */
const INTERVAL = 1000;
/** Why a run was cancelled that nobody cancelled. */
const STOPPED = "Guidepost was asked to end while it trained.";

export class RunKeeper {
  readonly #project: Project;
  readonly #events: EventEmitter<EventMap>;
  readonly #summary: (run: number) => RunSummary;

  constructor(project: Project, events: EventEmitter<EventMap>, summary: (run: number) => RunSummary) {
    this.#project = project;
    this.#events = events;
    this.#summary = summary;
  }

  async commit(run: number, result: IterationResult, stopped: () => boolean): Promise<void> {
    const { store } = this.#project;
    const committed = await commitPatiently(() => store.commitIteration(run, result), this.#patience(run, stopped));
    if (committed === null) return;
    this.#events.emit("iteration", run, committed.iteration);
    this.#events.emit("runChanged", committed.summary);
  }

  /**
   * The last word goes to the store; when the store takes no more, at least to whoever listens.
   *
   * @param stopping whether the engine is coming to its end
   */
  finish(run: number, outcome: TrainingOutcome, stopping: boolean): RunSummary {
    const reason = reasonOf(outcome, stopping);
    try {
      const summary = this.#project.store.finishRun(run, outcome.status, reason);
      thinAsAsked(this.#project, [run]);
      return summary;
    } catch (error) {
      if (isFull(error) && this.#project.ballast?.release() === true) return this.finish(run, outcome, stopping);
      return { ...this.#summary(run), status: "failed", reason: reason ?? messageOf(error) };
    }
  }

  /** While the disk is full the run says so, in the store as far as that can be written. */
  #patience(run: number, stopped: () => boolean): Patience {
    return {
      ballast: this.#project.ballast ?? noBallast,
      stopped,
      interval: INTERVAL,
      paused: () => {
        const reason = `Paused: no space is left for ${this.#project.store.file}. Free some, and training goes on by itself.`;
        this.#events.emit("runChanged", this.#noted(run, reason));
      },
    };
  }

  #noted(run: number, reason: string): RunSummary {
    try {
      return this.#project.store.noteRun(run, reason);
    } catch {
      return { ...this.#summary(run), reason };
    }
  }
}

function reasonOf(outcome: TrainingOutcome, stopping: boolean): string | null {
  if (outcome.status === "failed") return outcome.reason;
  return outcome.status === "cancelled" && stopping ? STOPPED : null;
}

const noBallast = { take: () => true, release: () => false };
