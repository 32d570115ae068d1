/**
 * Who runs a kernel that is cut into chunks. What a chunk computes does not depend on who computes it, and sums over
 * chunks are taken in the chunks' order afterwards: the numbers are the same for any number of threads.
 */
import type { Arena } from "./arena.ts";
import type { Address, ChunkedKernel, KernelExports } from "./exports.ts";

export interface Crew {
  /** Threads that share the work, the caller's own included. */
  readonly size: number;
  /** Calls `kernel(...args, chunk, scratch)` for every chunk from 0 to chunks − 1 and returns when all are done. */
  run(kernel: ChunkedKernel, args: readonly number[], chunks: number): void;
}

/** What a chunked kernel may use of its thread's scratch memory [bytes]. */
export const SCRATCH_BYTES = 2 ** 21;

/** The caller's thread alone. */
export function soloCrew(kernels: KernelExports, arena: Arena): Crew {
  const scratch = arena.addressOf(arena.float64(SCRATCH_BYTES / 8));
  return {
    size: 1,
    run(kernel, args, chunks) {
      const call = kernels[kernel] as (...numbers: number[]) => void;
      for (let chunk = 0; chunk < chunks; chunk++) call(...args, chunk, scratch satisfies Address);
    },
  };
}
