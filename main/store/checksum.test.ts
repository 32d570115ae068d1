import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { rowChecksum } from "./checksum.ts";

/** Type and length, or the number itself, in nine bytes. */
function head(kind: number, value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = kind;
  bytes.writeDoubleLE(value, 1);
  return bytes;
}

test.each([
  ["short", 10],
  ["as long as is hashed at once", 2 ** 16 - 64],
  ["a byte longer than that", 2 ** 16 - 63],
  ["much longer", 10 ** 6],
])("a row that is %s has the hash of its values, each behind its type and its length", (_, size) => {
  const blob = Uint8Array.from({ length: size }, (_, i) => (7 * i) % 251);
  const spelled = [head(2, 6), "états", head(1, -2.5), head(0, 0), head(3, size), blob, head(2, 4), "día", head(1, 0)];
  const wanted = createHash("sha256");
  for (const part of spelled) wanted.update(part);
  expect(rowChecksum("états", [-2.5, null, blob, "día", -0])).toEqual(wanted.digest());
});
