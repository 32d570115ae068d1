/**
 * Where a crew's threads find their work: a block of shared memory, and on it one job at a time.
 *
 * The caller writes a job and opens it. A member enters, takes chunks while there are any, and leaves; the caller takes
 * chunks too, then closes the job and waits until nobody is inside. So a member that wakes late, or never, holds nothing
 * up, and what it reads while it is inside belongs to one job. Every word is read and written by atomics; what lies
 * beside the words is written before the word that announces it and read after.
 */
const LINE = 16;
/** Words, each where it is contended on a cache line of its own. */
const [JOB, OPEN, KERNEL, COUNT, ARGUMENTS, FAILED] = [0, 1, 2, 3, 4, 5];
const NEXT = LINE;
const INSIDE = 2 * LINE;
const WORDS = 3 * LINE;
const MAX_ARGUMENTS = 48;
const MAX_TEXT = 1024;

/** How often a thread looks again before it sleeps: some 20 µs, less than waking takes. */
const SPINS = 1_000;

export interface Job {
  /** Number of the kernel among the module's exports. */
  kernel: number;
  args: readonly number[];
  chunks: number;
}

export class JobBoard {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #args: Float64Array;
  readonly #text: Uint8Array;

  /** @param buffer the block of a board that another thread has made */
  constructor(buffer = new SharedArrayBuffer(4 * WORDS + 8 * MAX_ARGUMENTS + MAX_TEXT)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, WORDS);
    this.#args = new Float64Array(buffer, 4 * WORDS, MAX_ARGUMENTS);
    this.#text = new Uint8Array(buffer, 4 * WORDS + 8 * MAX_ARGUMENTS, MAX_TEXT);
  }

  /** The caller: writes the job and wakes as many members as can help. Nobody may be inside. */
  open({ kernel, args, chunks }: Job): void {
    if (args.length > MAX_ARGUMENTS)
      throw new RangeError(`a kernel takes ${args.length} of ${MAX_ARGUMENTS} arguments`);
    this.#args.set(args);
    this.#store(KERNEL, kernel);
    this.#store(COUNT, chunks);
    this.#store(ARGUMENTS, args.length);
    this.#store(FAILED, 0);
    this.#store(NEXT, 0);
    this.#store(OPEN, 1);
    Atomics.add(this.#words, JOB, 1);
    Atomics.notify(this.#words, JOB, chunks - 1);
  }

  /**
   * The caller: lets nobody in or take a chunk any more and waits until all have left. False when somebody is still
   * inside after `patience` seconds.
   */
  close(patience: number): boolean {
    this.#store(OPEN, 0);
    this.#store(NEXT, this.#load(COUNT));
    for (let spin = 0; spin < SPINS; spin++) if (this.#load(INSIDE) === 0) return true;
    // In short sleeps: while a machine is suspended its clock may run on.
    for (let second = 0; second < patience; ) {
      const inside = this.#load(INSIDE);
      if (inside === 0) return true;
      if (Atomics.wait(this.#words, INSIDE, inside, 1_000) === "timed-out") second++;
    }
    return false;
  }

  /** A member: the job to help with, or null where there is none any more. Every call is followed by `leave`. */
  enter(): Job | null {
    Atomics.add(this.#words, INSIDE, 1);
    if (this.#load(OPEN) === 0) return null;
    const args = Array.from(this.#args.subarray(0, this.#load(ARGUMENTS)));
    return { kernel: this.#load(KERNEL), args, chunks: this.#load(COUNT) };
  }

  leave(): void {
    if (Atomics.sub(this.#words, INSIDE, 1) === 1) Atomics.notify(this.#words, INSIDE);
  }

  /** The next chunk that nobody has taken yet; not below the number of chunks when all are taken. */
  take(): number {
    return Atomics.add(this.#words, NEXT, 1);
  }

  /** A member: keeps the first reason and leaves no chunk for anybody. */
  fail(reason: string): void {
    if (Atomics.compareExchange(this.#words, FAILED, 0, 1) === 0) {
      const bytes = new TextEncoder().encode(reason).subarray(0, MAX_TEXT);
      this.#text.fill(0);
      this.#text.set(bytes);
    }
    this.#store(NEXT, this.#load(COUNT));
  }

  /** The caller, after `close`: why a member failed, or null. */
  failure(): string | null {
    if (this.#load(FAILED) === 0) return null;
    return new TextDecoder().decode(this.#text.slice()).replaceAll("\0", "");
  }

  /** A member: sleeps until there is a job after the one numbered `last`; the number of the newest. */
  waitAfter(last: number): number {
    for (let spin = 0; spin < SPINS && this.#load(JOB) === last; spin++);
    while (this.#load(JOB) === last) Atomics.wait(this.#words, JOB, last);
    return this.#load(JOB);
  }

  #load(word: number): number {
    return Atomics.load(this.#words, word);
  }

  #store(word: number, value: number): void {
    Atomics.store(this.#words, word, value);
  }
}
