/** Typed arrays as blobs: little-endian, as on every machine that Guidepost runs on. */

export function f32Blob(values: Float64Array): Uint8Array {
  return bytesOf(Float32Array.from(values));
}

export function f64Blob(values: Float64Array): Uint8Array {
  return bytesOf(values);
}

/** A copy, because a blob may start at any address and a view may not. */
export function f32Array(blob: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(blob).buffer);
}

export function f64Array(blob: Uint8Array): Float64Array {
  return new Float64Array(new Uint8Array(blob).buffer);
}

function bytesOf(array: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
