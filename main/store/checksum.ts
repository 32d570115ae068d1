/**
 * The checksum of a row: SHA-256 over the table's name and every column but the checksum itself.
 *
 * SQLite notices hardly any flipped bit by itself. Hashing the keys and the scalars along with the blobs means that a
 * row that was moved or whose numbers changed is found as surely as one whose arrays did.
 */
import { createHash, type Hash } from "node:crypto";

export type SqlValue = number | string | Uint8Array | null;

const NULL = Buffer.of(0);

/** Each value is tagged with its type and length, so that no two rows spell the same bytes. */
function update(hash: Hash, value: SqlValue): void {
  if (value === null) {
    hash.update(NULL);
    return;
  }
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  const head = Buffer.alloc(9);
  if (typeof bytes === "number") {
    head.writeUInt8(1, 0);
    // SQLite keeps no sign of zero.
    head.writeDoubleLE(bytes + 0, 1);
    hash.update(head);
    return;
  }
  head.writeUInt8(typeof value === "string" ? 2 : 3, 0);
  head.writeDoubleLE(bytes.length, 1);
  hash.update(head);
  hash.update(bytes);
}

export function rowChecksum(table: string, values: readonly SqlValue[]): Buffer {
  const hash = createHash("sha256");
  update(hash, table);
  for (const value of values) update(hash, value);
  return hash.digest();
}
