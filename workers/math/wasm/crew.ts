/**
 * Who runs a kernel that is cut into chunks. What a chunk computes does not depend on who computes it, and sums over
 * chunks are taken in the chunks' order afterwards: the numbers are the same for any number of threads.
 */
import { Worker } from "node:worker_threads";
import type { Arena } from "./arena.ts";
import type { Address, ChunkedKernel, KernelExports } from "./exports.ts";
import { JobBoard } from "./job-board.ts";
import { type ChunkCall, kernelList, type Membership } from "./member.ts";

export interface Crew {
  /** Threads that share the work, the caller's own included. */
  readonly size: number;
  /**
   * Calls `kernel(...args, chunk, scratch)` for every chunk from 0 to chunks − 1 and returns when all are done.
   * @throws Error where a kernel traps or a thread is lost
   */
  run(kernel: ChunkedKernel, args: readonly number[], chunks: number): void;
  /** Ends the other threads. */
  close(): Promise<void>;
}

/** The threads that a crew is to have. */
export interface CrewOptions {
  /** The caller's own included. */
  threads: number;
  /** Script of a member. */
  script: string;
}

/** What the threads share. */
export interface CrewParts {
  module: WebAssembly.Module;
  kernels: KernelExports;
  arena: Arena;
}

/** What a chunked kernel may use of its thread's scratch memory [bytes]. */
export const SCRATCH_BYTES = 2 ** 21;

/** A chunk takes milliseconds; a thread that finishes none for so long is lost [s]. */
const PATIENCE = 30;

/** The caller's thread alone. */
export function soloCrew(kernels: KernelExports, arena: Arena): Crew {
  const scratch = takeScratch(arena);
  return {
    size: 1,
    run(kernel, args, chunks) {
      const call = kernels[kernel] as ChunkCall;
      for (let chunk = 0; chunk < chunks; chunk++) call(...args, chunk, scratch);
    },
    close: async () => {},
  };
}

/** Starts the other threads, none of which keeps the process alive. Rejects when one cannot be started. */
export async function openCrew(parts: CrewParts, { threads, script }: CrewOptions): Promise<Crew> {
  if (threads === 1) return soloCrew(parts.kernels, parts.arena);
  const crew = new SharedCrew(parts);
  try {
    await Promise.all(Array.from({ length: threads - 1 }, () => crew.recruit(script)));
  } catch (error) {
    await crew.close();
    throw error;
  }
  return crew;
}

class SharedCrew implements Crew {
  readonly #parts: CrewParts;
  readonly #board = new JobBoard();
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #scratch: Address;
  readonly #members: Worker[] = [];
  /** Why the crew cannot work any more. */
  #broken: Error | null = null;

  constructor(parts: CrewParts) {
    this.#parts = parts;
    this.#numbers = new Map(kernelList(parts.kernels).map(([name], number) => [name, number]));
    this.#scratch = takeScratch(parts.arena);
  }

  get size(): number {
    return this.#members.length + 1;
  }

  /** Adds a member; resolves when it waits for work. */
  async recruit(script: string): Promise<void> {
    const { module, arena } = this.#parts;
    const workerData: Membership = {
      module,
      memory: arena.memory,
      board: this.#board.buffer,
      scratch: takeScratch(arena),
    };
    const member = new Worker(script, { workerData });
    this.#members.push(member);
    await new Promise<void>((resolve, reject) => {
      const lost = (reason: string) => {
        this.#break(reason);
        reject(new Error(`a thread for kernels could not be started: ${reason}`));
      };
      member.once("error", (error) => lost(error instanceof Error ? error.message : String(error)));
      member.once("exit", (code) => lost(`exit code ${code}`));
      member.once("message", () => resolve());
    });
    member.unref();
  }

  run(kernel: ChunkedKernel, args: readonly number[], chunks: number): void {
    if (this.#broken) throw this.#broken;
    const call = this.#parts.kernels[kernel] as ChunkCall;
    const board = this.#board;
    board.open({ kernel: this.#numbers.get(kernel) as number, args, chunks });
    try {
      for (let chunk = board.take(); chunk < chunks; chunk = board.take()) call(...args, chunk, this.#scratch);
    } finally {
      // Nobody may write to the memory any more once this has returned or thrown.
      if (!board.close(PATIENCE)) this.#break(`no chunk of ${kernel} was finished for ${PATIENCE} s`);
    }
    if (this.#broken) throw this.#broken;
    const failure = board.failure();
    if (failure !== null) throw new Error(`the kernel ${kernel} failed in another thread: ${failure}`);
  }

  async close(): Promise<void> {
    this.#broken ??= new Error("the crew is closed");
    await Promise.all(this.#members.map((member) => member.terminate()));
  }

  #break(reason: string): void {
    this.#broken ??= new Error(`a thread for kernels stopped: ${reason}`);
  }
}

function takeScratch(arena: Arena): Address {
  return arena.addressOf(arena.float64(SCRATCH_BYTES / 8));
}
