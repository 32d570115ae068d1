/**
 * Verification and repair of the project's store, one at a time and in a thread of their own: they read every byte of it,
 * and the engine answers and trains meanwhile.
 */
import { proxy, type Remote } from "comlink";
import { GuidepostError } from "../errors.ts";
import type { RepairReport, StoreReport, StoreStep, StoreWork } from "./project-api.ts";
import { startWorker } from "./remote-worker.ts";

type Tell = (step: StoreStep, done: number, total: number) => void;

/** What the thread answers. `cancel` holds one number, which is 1 once nobody wants the answer; that is null then. */
export interface CheckerApi {
  verify(folder: string, cancel: SharedArrayBuffer, tell: Tell): Promise<StoreReport | null>;
  repair(folder: string, cancel: SharedArrayBuffer, tell: Tell): Promise<RepairReport | null>;
}

interface Current {
  what: StoreWork["what"];
  answer: Promise<unknown>;
  cancel(): void;
}

export class StoreWorker {
  readonly #entry: string;
  readonly #told: (work: StoreWork | null) => void;
  #current: Current | null = null;

  /** `entry`: script of the thread; `told` hears how far it has come, and null at its end. */
  constructor(entry: string, told: (work: StoreWork | null) => void) {
    this.#entry = entry;
    this.#told = told;
  }

  /** Several who ask at a time get the same answer. */
  verify(folder: string): Promise<StoreReport | null> {
    if (this.#current?.what === "verify") return this.#current.answer as Promise<StoreReport | null>;
    return this.#begin("verify", (api, ...more) => api.verify(folder, ...more));
  }

  /** The store must not be open. Resolves when it may be opened again. */
  repair(folder: string): Promise<RepairReport | null> {
    return this.#begin("repair", (api, ...more) => api.repair(folder, ...more));
  }

  /** Throws while something is under way. */
  requireFree(): void {
    if (this.#current === null) return;
    const doing = this.#current.what === "verify" ? "verified" : "repaired";
    throw new GuidepostError(`The project is being ${doing}.`, "wait for it or cancel it.");
  }

  cancel(): void {
    this.#current?.cancel();
  }

  async close(): Promise<void> {
    this.cancel();
    await this.#current?.answer.catch(() => {});
  }

  async #begin<T>(
    what: StoreWork["what"],
    ask: (api: Remote<CheckerApi>, cancel: SharedArrayBuffer, tell: Tell) => Promise<T | null>,
  ): Promise<T | null> {
    this.requireFree();
    const flag = new SharedArrayBuffer(4);
    let giveUp = (): void => {};
    const abandoned = new Promise<null>((resolve) => {
      giveUp = () => resolve(null);
    });
    const worker = startWorker<CheckerApi>(this.#entry, "check of the store");
    const current: Current = {
      what,
      answer: Promise.resolve(),
      cancel: () => {
        Atomics.store(new Int32Array(flag), 0, 1);
        // It only reads, and may be deep in SQLite's own check. A repair has files to clear away first.
        if (what === "verify") giveUp();
      },
    };
    this.#current = current;
    const tell: Tell = (step, done, total) => this.#current === current && this.#told({ what, step, done, total });
    const asked = worker.call((api) => ask(api, flag, proxy(tell)));
    const answer = Promise.race([asked, abandoned]).finally(async () => {
      this.#current = null;
      this.#told(null);
      const ended = worker.terminate();
      if (what === "repair") await ended;
    });
    current.answer = answer;
    return answer;
  }
}
