/**
 * Runs that wait for their turn, in a small file of the project: one is started whenever nothing trains.
 *
 * A queue that is found at the start of the engine is paused, so that opening a project starts nothing. One that cannot be
 * read is told of, and put aside when the next one is written: lines that version control has merged are a person's to mend.
 */
import { messageOf } from "../errors.ts";
import type { QueueState, RequestedConfig, TrainingExtras } from "./api.ts";
import { MOST_QUEUED, putAside, readQueue, type Waiting, waitingOf, writeQueue } from "./queue-file.ts";

export interface QueueOptions {
  /** Where it is kept; null where the project cannot be written. */
  file: string | null;
  /** Whether a run trains or is about to. */
  busy(): boolean;
  /** Resolves once the run is in the store. */
  start(config: RequestedConfig, extras: TrainingExtras): Promise<unknown>;
  changed(state: QueueState): void;
}

export class Queue {
  readonly #options: QueueOptions;
  #waiting: readonly Waiting[] = [];
  #paused: boolean;
  #reason: string | null = null;
  #damage: string | null = null;
  /** Whether the file is one that could not be read. */
  #unread = false;
  #starting = false;

  constructor(options: QueueOptions) {
    this.#options = options;
    try {
      if (options.file !== null) this.#waiting = readQueue(options.file);
    } catch (error) {
      this.#damage = messageOf(error);
      this.#unread = true;
    }
    this.#paused = this.#waiting.length > 0;
  }

  state(): QueueState {
    const entries = this.#waiting.map(({ entry }) => entry);
    return { entries, paused: this.#paused, reason: this.#reason, damage: this.#damage };
  }

  /** Puts them last, and starts the first of all if nothing trains. */
  add(configs: readonly RequestedConfig[], { model, parent = null }: TrainingExtras = {}): void {
    if (this.#waiting.length + configs.length > MOST_QUEUED)
      throw new Error(`The queue has room for ${MOST_QUEUED} runs.`);
    const first = Math.max(0, ...this.#waiting.map(({ entry }) => entry.id)) + 1;
    const added = configs.map((config, i) => waitingOf({ id: first + i, config, parent }, model));
    this.#change([...this.#waiting, ...added]);
    void this.advance();
  }

  remove(ids: readonly number[]): void {
    this.#change(this.#without(ids));
  }

  /** Takes an entry to a place among the others, 0 for the first. */
  move(id: number, place: number): void {
    const moved = this.#waiting.find(({ entry }) => entry.id === id);
    if (!moved) return;
    const others = this.#without([id]);
    this.#change([...others.slice(0, place), moved, ...others.slice(place)]);
  }

  pause(paused: boolean): void {
    this.#hold(paused, null);
    void this.advance();
  }

  /** Starts the first entry if nothing trains. One that cannot be started stays first, and pauses the queue. Never rejects. */
  async advance(): Promise<void> {
    const [first] = this.#waiting;
    if (!first || this.#paused || this.#starting || this.#options.busy()) return;
    this.#starting = true;
    try {
      await this.#options.start(first.entry.config, first.extras);
      // It has had its turn, even where that cannot be written down.
      this.#waiting = this.#without([first.entry.id]);
      this.#tell();
      this.#keep(this.#waiting);
    } catch (error) {
      this.#hold(true, messageOf(error));
    } finally {
      this.#starting = false;
    }
  }

  /** What cannot be kept is not changed either. */
  #change(waiting: readonly Waiting[]): void {
    this.#keep(waiting);
    this.#waiting = waiting;
    this.#tell();
  }

  #hold(paused: boolean, reason: string | null): void {
    this.#paused = paused;
    this.#reason = reason;
    this.#tell();
  }

  #keep(waiting: readonly Waiting[]): void {
    const { file } = this.#options;
    if (file === null) return;
    if (this.#unread) {
      this.#damage = `The queue that could not be read is ${putAside(file)} now, as it was.`;
      this.#unread = false;
    }
    writeQueue(file, waiting);
  }

  #tell(): void {
    this.#options.changed(this.state());
  }

  #without(ids: readonly number[]): readonly Waiting[] {
    return this.#waiting.filter(({ entry }) => !ids.includes(entry.id));
  }
}
