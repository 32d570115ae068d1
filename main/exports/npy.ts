/** The NPY format, version 1.0 (numpy.lib.format): a header that says type and shape, then the elements in C order. */

export type NpyType = "<f8" | "<f4" | "<i4" | "|b1" | `<U${number}`;

/** Magic, version, header length and header, padded so that the data starts at a multiple of 64. */
export function npyHeader(type: NpyType, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const prefix = 10;
  const length = Math.ceil((prefix + text.length + 1) / 64) * 64 - prefix;
  const header = Buffer.alloc(prefix + length, " ");
  header.write("\u0093NUMPY\u0001\u0000", "latin1");
  header.writeUInt16LE(length, 8);
  header.write(text, prefix, "latin1");
  header.write("\n", prefix + length - 1);
  return header;
}

export function bytesOf(array: Float64Array | Float32Array | Int32Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Strings as numpy keeps them: UTF-32, each padded with zeros to the longest. */
export function npyStrings(strings: readonly string[]): { type: NpyType; bytes: Uint8Array } {
  const points = strings.map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
  const width = Math.max(1, ...points.map(({ length }) => length));
  const codes = new Int32Array(strings.length * width);
  points.forEach((row, i) => {
    codes.set(row, i * width);
  });
  return { type: `<U${width}`, bytes: bytesOf(codes) };
}
