/**
 * The checksum of a row: SHA-256 over the table's name and every column but the checksum itself.
 *
 * SQLite notices hardly any flipped bit by itself. Hashing the keys and the scalars along with the blobs means that a
 * row that was moved or whose numbers changed is found as surely as one whose arrays did.
 */
import { createHash, hash } from "node:crypto";

export type SqlValue = number | string | Uint8Array | null;

/** Bytes before each value: its type and its length, so that no two rows spell the same bytes. */
const HEAD = 9;

/** Rows up to this length are spelled out and hashed at once, which is faster; of longer ones no copy is made [bytes]. */
const SHORT = 2 ** 16;

export function rowChecksum(table: string, values: readonly SqlValue[]): Buffer {
  const row = [table, ...values];
  const length = row.reduce<number>((sum, value) => sum + HEAD + lengthOf(value), 0);
  return length <= SHORT ? checksumAtOnce(row, length) : checksumInParts(row);
}

function checksumAtOnce(row: readonly SqlValue[], length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  for (const value of row) at = spell(value, bytes, at);
  return hash("sha256", bytes, "buffer");
}

function checksumInParts(row: readonly SqlValue[]): Buffer {
  const checksum = createHash("sha256");
  const head = Buffer.alloc(HEAD);
  for (const value of row) {
    spellHead(value, head, 0);
    checksum.update(head);
    if (value !== null && typeof value !== "number") checksum.update(value);
  }
  return checksum.digest();
}

function lengthOf(value: SqlValue): number {
  if (value === null || typeof value === "number") return 0;
  return typeof value === "string" ? Buffer.byteLength(value) : value.length;
}

/** Returns where the next value goes. */
function spell(value: SqlValue, bytes: Buffer, at: number): number {
  spellHead(value, bytes, at);
  if (typeof value === "string") bytes.write(value, at + HEAD);
  else if (value instanceof Uint8Array) bytes.set(value, at + HEAD);
  return at + HEAD + lengthOf(value);
}

/** A number stands in its head, in place of a length. */
function spellHead(value: SqlValue, bytes: Buffer, at: number): void {
  const kind = value === null ? 0 : typeof value === "number" ? 1 : typeof value === "string" ? 2 : 3;
  bytes.writeUInt8(kind, at);
  // SQLite keeps no sign of zero.
  bytes.writeDoubleLE(typeof value === "number" ? value + 0 : lengthOf(value), at + 1);
}
