/**
 * The kernels' memory: a fixed size, so that views never detach, handed out from the bottom and taken back in scopes.
 * It is shared between threads; pages that were never used cost nothing.
 */
import type { Address } from "./exports.ts";

const PAGE = 65_536;
/** Every array begins on a cache line of its own. */
const LINE = 64;

export class Arena {
  readonly memory: WebAssembly.Memory;
  private top = 0;
  private readonly end: number;

  /** @param bytes size, rounded up to pages */
  constructor(bytes: number) {
    const pages = Math.ceil(bytes / PAGE);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.end = pages * PAGE;
  }

  /** Keeps the first bytes, where the modules' constants lie, out of use. */
  reserve(bytes: number): void {
    this.top = Math.max(this.top, align(bytes));
  }

  /** Takes back, at its end, all that was allocated while `work` ran. What it returns must not lie in the arena. */
  scope<T>(work: () => T): T {
    const mark = this.top;
    try {
      return work();
    } finally {
      this.top = mark;
    }
  }

  /** [length] doubles of unknown content. */
  float64(length: number): Float64Array {
    return new Float64Array(this.memory.buffer, this.take(8 * length), length);
  }

  /** [length] floats of unknown content. */
  float32(length: number): Float32Array {
    return new Float32Array(this.memory.buffer, this.take(4 * length), length);
  }

  /** [length] integers of unknown content. */
  int32(length: number): Int32Array {
    return new Int32Array(this.memory.buffer, this.take(4 * length), length);
  }

  /** The array itself where it lies in this memory, else a copy that does. */
  place(array: Float64Array): Float64Array {
    if (this.holds(array)) return array;
    const copy = this.float64(array.length);
    copy.set(array);
    return copy;
  }

  /**
   * Address of an array in this memory.
   * @throws RangeError for an array that lies elsewhere
   */
  addressOf(array: Float64Array | Float32Array | Int32Array): Address {
    if (!this.holds(array)) throw new RangeError("the array lies outside of the kernels' memory; place it there first");
    return array.byteOffset;
  }

  private holds(array: Float64Array | Float32Array | Int32Array): boolean {
    return (array.buffer as ArrayBufferLike) === this.memory.buffer;
  }

  private take(bytes: number): Address {
    const address = this.top;
    if (address + bytes > this.end) {
      const [wanted, size] = [address + bytes, this.end].map((value) => `${Math.ceil(value / 2 ** 20)} MiB`);
      throw new RangeError(`the problem takes ${wanted} of the kernels' memory, which has ${size}`);
    }
    this.top = align(address + bytes);
    return address;
  }
}

function align(bytes: number): number {
  return Math.ceil(bytes / LINE) * LINE;
}
