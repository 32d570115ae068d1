/** The properties of an ONNX file (ModelProto.metadata_props), read without its graph. */
import { GuidepostError } from "../../errors.ts";

const METADATA_PROPS = 14;
const [KEY, VALUE] = [1, 2];

/**
 * @param file its name, for errors
 * @throws GuidepostError when the bytes are no ONNX file
 */
export function readProperties(file: string, content: Uint8Array): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const [field, entry] of delimitedFields(file, content)) {
    if (field !== METADATA_PROPS) continue;
    const parts = new Map(delimitedFields(file, entry));
    properties[textOf(parts.get(KEY))] = textOf(parts.get(VALUE));
  }
  return properties;
}

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

/** The length-delimited fields of a message; numbers are passed over. */
function* delimitedFields(file: string, message: Uint8Array): Generator<[field: number, value: Uint8Array]> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 56; factor *= 0x80) {
      if (at >= message.length) break;
      const byte = message[at++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw notOnnx(file);
  };
  const fixed: Record<number, number> = { 1: 8, 5: 4 };
  while (at < message.length) {
    const tag = varint();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === 0) varint();
    else if (wire === 2) {
      const length = varint();
      if (at + length > message.length) throw notOnnx(file);
      yield [field, message.subarray(at, at + length)];
      at += length;
    } else if (wire in fixed) at += fixed[wire];
    else throw notOnnx(file);
  }
}

function notOnnx(file: string): GuidepostError {
  return new GuidepostError(
    `${file} is no ONNX file.`,
    "guidepost export RUN --format onnx --out FILE writes one, and a bundle has one in it.",
  );
}
