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

export function encodeCheckpoint(state: Checkpoint): Uint8Array {
  return packr().pack(markNegativeZeros(state));
}

export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  return packr().unpack(bytes) as Checkpoint;
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
