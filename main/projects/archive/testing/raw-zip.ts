/** Places within a zip's bytes (APPNOTE 4.3), for archives whose own tables lie. */

const CENTRAL = 0x02014b50;
const LOCAL_NAME = 30;

/** Where the entry of a member begins in the central directory. */
export function centralEntry(bytes: Buffer, name: string): number {
  const end = bytes.lastIndexOf("PK\u0005\u0006");
  let at = bytes.readUInt32LE(end + 16);
  while (at < end && bytes.readUInt32LE(at) === CENTRAL) {
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    if (bytes.toString("utf8", at + 46, at + 46 + nameLength) === name) return at;
    at += 46 + nameLength + extra + comment;
  }
  throw new RangeError(`the archive has no member ${name}`);
}

/** Where a member begins, and where its data. */
export function localEntry(bytes: Buffer, name: string): { header: number; data: number } {
  const header = bytes.readUInt32LE(centralEntry(bytes, name) + 42);
  return { header, data: header + LOCAL_NAME + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28) };
}

/** A copy with the change made. */
export function damagedZip(good: Uint8Array, change: (bytes: Buffer) => void): Uint8Array {
  const copy = Buffer.from(good);
  change(copy);
  return copy;
}
