/**
 * Runs that wait for their turn, in a small file of the project: one is started whenever nothing trains.
 *
 * A queue that is found at the start of the engine is paused, so that opening a project starts nothing.
 */
import { existsSync, readFileSync } from "node:fs";
import { messageOf } from "../errors.ts";
import { writeFileAtomically } from "../files.ts";
import { type QueueState, queuedSchema, type RequestedConfig } from "./api.ts";

/** More would be a mistake. */
const MOST = 2000;

export interface QueueOptions {
  /** Where it is kept; null where the project cannot be written. */
  file: string | null;
  /** Whether a run trains or is about to. */
  busy(): boolean;
  /** Resolves once the run is in the store. */
  start(config: RequestedConfig): Promise<unknown>;
  changed(state: QueueState): void;
}

export class Queue {
  readonly #options: QueueOptions;
  #state: QueueState;
  #starting = false;

  constructor(options: QueueOptions) {
    this.#options = options;
    const entries = stored(options.file);
    this.#state = { entries, paused: entries.length > 0, reason: null };
  }

  state(): QueueState {
    return this.#state;
  }

  /** Puts them last, and starts the first of all if nothing trains. */
  add(configs: readonly RequestedConfig[]): void {
    const { entries } = this.#state;
    if (entries.length + configs.length > MOST) throw new Error(`The queue has room for ${MOST} runs.`);
    const first = Math.max(0, ...entries.map(({ id }) => id)) + 1;
    this.#change({ entries: [...entries, ...configs.map((config, i) => ({ id: first + i, config }))] });
    void this.advance();
  }

  remove(ids: readonly number[]): void {
    this.#change({ entries: this.#state.entries.filter(({ id }) => !ids.includes(id)) });
  }

  /** Takes an entry to a place among the others, 0 for the first. */
  move(id: number, place: number): void {
    const moved = this.#state.entries.find((entry) => entry.id === id);
    if (!moved) return;
    const others = this.#state.entries.filter((entry) => entry.id !== id);
    this.#change({ entries: [...others.slice(0, place), moved, ...others.slice(place)] });
  }

  pause(paused: boolean): void {
    this.#change({ paused, reason: null });
    void this.advance();
  }

  /** Starts the first entry if nothing trains. One that cannot be started stays first, and pauses the queue. */
  async advance(): Promise<void> {
    const [first] = this.#state.entries;
    if (!first || this.#state.paused || this.#starting || this.#options.busy()) return;
    this.#starting = true;
    try {
      await this.#options.start(first.config);
      this.remove([first.id]);
    } catch (error) {
      this.#change({ paused: true, reason: messageOf(error) });
    } finally {
      this.#starting = false;
    }
  }

  #change(change: Partial<QueueState>): void {
    this.#state = { ...this.#state, ...change };
    const { file, changed } = this.#options;
    if (file !== null) {
      const text = `${JSON.stringify(this.#state.entries, null, 2)}\n`;
      writeFileAtomically(file, (append) => append(Buffer.from(text)));
    }
    changed(this.#state);
  }
}

function stored(file: string | null): QueueState["entries"] {
  if (file === null || !existsSync(file)) return [];
  try {
    return queuedSchema
      .array()
      .max(MOST)
      .parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Written in one step, so that only somebody's hand can have damaged it; what it asked for can be asked for again.
    return [];
  }
}
