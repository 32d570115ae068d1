/**
 * Writing Protocol Buffers (protobuf.dev/programming-guides/encoding), as far as ONNX needs it: a message is the bytes of
 * its fields, one after another, each a tag and a value.
 */

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** Seven bits a byte, the lowest first; every byte but the last has its high bit set. @param value an integer in [0, 2⁵³) */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return bytes;
}

/** An integer field. */
export function integer(field: number, value: number): Uint8Array {
  return Uint8Array.from([...varint(field * 8 + VARINT), ...varint(value)]);
}

/** A field of bytes: raw data or a message within a message. */
export function bytes(field: number, value: Uint8Array): Uint8Array {
  return message(Uint8Array.from([...varint(field * 8 + LENGTH_DELIMITED), ...varint(value.length)]), value);
}

/** A field of text in UTF-8. */
export function text(field: number, value: string): Uint8Array {
  return bytes(field, new TextEncoder().encode(value));
}

/** The fields in the order given. */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(fields.reduce((length, field) => length + field.length, 0));
  let at = 0;
  for (const field of fields) {
    whole.set(field, at);
    at += field.length;
  }
  return whole;
}
