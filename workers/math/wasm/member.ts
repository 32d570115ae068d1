/** A crew's member: helps with one job after the other until its thread is ended. */
import type { Address, KernelExports } from "./exports.ts";
import { type Job, JobBoard } from "./job-board.ts";
import { instantiate } from "./variants.ts";

/** What a thread gets when it starts. */
export interface Membership {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  board: SharedArrayBuffer;
  /** SCRATCH_BYTES of its own. */
  scratch: Address;
}

export type ChunkCall = (...numbers: number[]) => void;

/** The functions of a module in the order of its exports, which is the same in every thread. */
export function kernelList(kernels: KernelExports): [name: string, call: ChunkCall][] {
  return Object.entries(kernels).filter(([, value]) => typeof value === "function");
}

/** Never returns. @param ready called before the first wait */
export function serve({ module, memory, board: buffer, scratch }: Membership, ready: () => void): never {
  const calls = kernelList(instantiate(module, memory)).map(([, call]) => call);
  const board = new JobBoard(buffer);
  ready();
  for (let job = board.waitAfter(0); ; job = board.waitAfter(job)) {
    const entered = board.enter();
    if (entered !== null) help(board, calls[entered.kernel], entered, scratch);
    board.leave();
  }
}

function help(board: JobBoard, call: ChunkCall, { args, chunks }: Job, scratch: Address): void {
  try {
    for (let chunk = board.take(); chunk < chunks; chunk = board.take()) call(...args, chunk, scratch);
  } catch (error) {
    board.fail(error instanceof Error ? error.message : String(error));
  }
}
