/**
 * Checkpoints as bytes: MessagePack with typed arrays, shared references and every double kept exactly, so that a
 * resumed run goes on from the same bits. Equal states give equal bytes, whichever process wrote them.
 */
import { addExtension, Packr } from "msgpackr";
import type { Checkpoint } from "../../workers/trainer-api.ts";

/** MessagePack's integers have no -0; it travels as an extension of its own. */
class NegativeZero {}
const NEGATIVE_ZERO = new NegativeZero();

addExtension({ Class: NegativeZero, type: 0x2d, pack: () => Buffer.alloc(1), unpack: () => -0 });

/**
 * In a buffer of its own and of its own size. All packers of a process share one buffer otherwise, which becomes four times
 * as large as what did not fit into it: such blocks, one for every few iterations, wait for the collector, and the memory
 * that most of them took at a time stays with the process.
 */
export function encodeCheckpoint(state: Checkpoint): Uint8Array {
  const packer = packr();
  const marked = markNegativeZeros(state);
  startBuffer(packer, SPARE + roomOf(marked));
  const bytes = packer.pack(marked);
  // What is packed next must not keep this state alive.
  startBuffer(packer, SPARE);
  return bytes;
}

/** Of all the process's packers. */
function startBuffer(packer: Packr, length: number): void {
  // biome-ignore lint/correctness/useHookAtTopLevel: a method of msgpackr, not a hook of React.
  packer.useBuffer(Buffer.allocUnsafeSlow(length));
}

export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  return packr().unpack(bytes) as Checkpoint;
}

/** No packer begins with less room than a quarter of this [bytes]. */
const SPARE = 8192;
/** What MessagePack writes before a value at most: its type, its length, and its number among shared references [bytes]. */
const HEAD = 16;

/** As many bytes as a value takes at most. */
function roomOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return HEAD + value.byteLength;
  // In UTF-8 a unit of UTF-16 takes three bytes at most.
  if (typeof value === "string") return HEAD + 3 * value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + roomOf(entry), HEAD);
  if (value === null || typeof value !== "object") return HEAD;
  return Object.entries(value).reduce((sum, [key, entry]) => sum + roomOf(key) + roomOf(entry), HEAD);
}

/** Plain maps instead of records, and a fresh packer each time: nothing learnt from earlier states gets in. */
function packr(): Packr {
  return new Packr({ structuredClone: true, useRecords: false });
}

/** The same value, with copies only along the paths that lead to a -0. */
function markNegativeZeros(value: unknown): unknown {
  if (Object.is(value, -0)) return NEGATIVE_ZERO;
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) {
    const marked = value.map(markNegativeZeros);
    return marked.some((entry, i) => entry !== value[i]) ? marked : value;
  }
  const entries = Object.entries(value);
  const marked = entries.map(([key, entry]) => [key, markNegativeZeros(entry)] as const);
  return marked.some(([, entry], i) => entry !== entries[i]?.[1]) ? Object.fromEntries(marked) : value;
}
