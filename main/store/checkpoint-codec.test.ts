import fc from "fast-check";
import { Packr } from "msgpackr";
import { expect, test } from "vitest";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-codec.ts";

const plain = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.constant(-0));
const arrays = fc.oneof(fc.float64Array(), fc.int32Array(), fc.uint32Array(), fc.float32Array(), fc.uint8Array());
const key = fc.string().filter((name) => name !== "__proto__");
const state = fc.dictionary(
  key,
  fc.letrec((tie) => ({
    node: fc.oneof({ depthSize: "small" }, plain, arrays, fc.array(tie("node")), fc.dictionary(key, tie("node"))),
  })).node,
);

test("every state comes back exactly, -0 and the bits of typed arrays included", () => {
  fc.assert(
    fc.property(state, (original) => {
      const value = structuredClone(original);
      expect(decodeCheckpoint(encodeCheckpoint(value))).toStrictEqual(value);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("equal states give equal bytes, before and after a round trip", () => {
  fc.assert(
    fc.property(state, (original) => {
      const bytes = encodeCheckpoint(original);
      expect(Buffer.compare(encodeCheckpoint(structuredClone(original)), bytes)).toBe(0);
      expect(Buffer.compare(encodeCheckpoint(decodeCheckpoint(bytes)), bytes)).toBe(0);
    }),
    { seed: 2, numRuns: 500 },
  );
});

test("a view into a larger buffer keeps only its own elements", () => {
  const pool = new Float64Array([1, 2, 3, 4]);
  const back = decodeCheckpoint(encodeCheckpoint({ view: pool.subarray(1, 3) }));
  expect(back).toStrictEqual({ view: new Float64Array([2, 3]) });
});

test("a state's bytes lie in a buffer of about their size, and what is packed afterwards in another", () => {
  const trail = Array.from({ length: 20 }, (_, i) => ({ gains: new Float64Array(1000).fill(i), name: "é".repeat(i) }));
  const bytes = encodeCheckpoint({ iteration: 3, trail });
  expect(bytes.length).toBeGreaterThan(20 * 8000);
  expect(bytes.buffer.byteLength).toBeLessThan(bytes.length + 16_000);
  expect(new Packr().pack({ told: "next" }).buffer).not.toBe(bytes.buffer);
});
