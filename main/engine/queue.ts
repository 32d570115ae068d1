/**
 * Runs that wait for their turn, in a small file of the project: one is started whenever nothing trains.
 *
 * A queue that is found at the start of the engine is paused, so that opening a project starts nothing.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { GuidepostError, messageOf } from "../errors.ts";
import { writeFileAtomically } from "../files.ts";
import { type QueueState, queuedSchema, type RequestedConfig } from "./api.ts";

/** More would be a mistake. */
const MOST = 2000;
/** Far above that many entries [bytes]. */
const SIZE_LIMIT = 16 * 2 ** 20;

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
    this.#change([...entries, ...configs.map((config, i) => ({ id: first + i, config }))]);
    void this.advance();
  }

  remove(ids: readonly number[]): void {
    this.#change(this.#without(ids));
  }

  /** Takes an entry to a place among the others, 0 for the first. */
  move(id: number, place: number): void {
    const moved = this.#state.entries.find((entry) => entry.id === id);
    if (!moved) return;
    const others = this.#state.entries.filter((entry) => entry.id !== id);
    this.#change([...others.slice(0, place), moved, ...others.slice(place)]);
  }

  pause(paused: boolean): void {
    this.#tell({ paused, reason: null });
    void this.advance();
  }

  /** Starts the first entry if nothing trains. One that cannot be started stays first, and pauses the queue. Never rejects. */
  async advance(): Promise<void> {
    const [first] = this.#state.entries;
    if (!first || this.#state.paused || this.#starting || this.#options.busy()) return;
    this.#starting = true;
    try {
      await this.#options.start(first.config);
      // It has had its turn, even where that cannot be written down.
      this.#tell({ entries: this.#without([first.id]) });
      this.#keep(this.#state.entries);
    } catch (error) {
      this.#tell({ paused: true, reason: messageOf(error) });
    } finally {
      this.#starting = false;
    }
  }

  /** What cannot be kept is not changed either. */
  #change(entries: QueueState["entries"]): void {
    this.#keep(entries);
    this.#tell({ entries });
  }

  #keep(entries: QueueState["entries"]): void {
    const { file } = this.#options;
    if (file === null) return;
    try {
      writeFileAtomically(file, (append) => append(Buffer.from(`${JSON.stringify(entries, null, 2)}\n`)));
    } catch (error) {
      throw new GuidepostError(`The queue cannot be written to ${file}: ${messageOf(error)}.`);
    }
  }

  #tell(change: Partial<QueueState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.changed(this.#state);
  }

  #without(ids: readonly number[]): QueueState["entries"] {
    return this.#state.entries.filter(({ id }) => !ids.includes(id));
  }
}

function stored(file: string | null): QueueState["entries"] {
  if (file === null || !existsSync(file) || statSync(file).size > SIZE_LIMIT) return [];
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
