import { describe, expect, it } from "vitest";
import { Arena } from "./arena.ts";

const PAGE = 65_536;

describe("Arena", () => {
  it("rounds its size up to pages", () => {
    expect(new Arena(PAGE + 1).memory.buffer.byteLength).toBe(2 * PAGE);
  });

  it("begins every array on a cache line of its own, one behind the other", () => {
    const arena = new Arena(PAGE);
    const arrays = [arena.float64(3), arena.float32(17), arena.int32(1), arena.float64(8), arena.float64(0)];
    const begins = arrays.map((array) => array.byteOffset);
    expect(begins.every((begin) => begin % 64 === 0)).toBe(true);
    expect(begins).toEqual([0, 64, 192, 256, 320]);
    expect(arrays.map((array) => array.length)).toEqual([3, 17, 1, 8, 0]);
  });

  it("keeps the reserved bytes out of use", () => {
    const arena = new Arena(PAGE);
    arena.reserve(100);
    expect(arena.float64(1).byteOffset).toBe(128);
    arena.reserve(10);
    expect(arena.float64(1).byteOffset).toBe(192);
  });

  it("takes back what was allocated in a scope, also when it throws", () => {
    const arena = new Arena(PAGE);
    const before = arena.float64(1).byteOffset;
    const inner = arena.scope(() => arena.scope(() => arena.float64(100).byteOffset));
    expect(inner).toBe(before + 64);
    const failing = () =>
      arena.scope(() => {
        arena.float64(1000);
        throw new Error("no result");
      });
    expect(failing).toThrow("no result");
    expect(arena.float64(1).byteOffset).toBe(inner);
  });

  it("copies an array in unless it lies there", () => {
    const arena = new Arena(PAGE);
    const outside = Float64Array.of(1, 2, 3);
    const inside = arena.place(outside);
    expect(inside).toEqual(outside);
    expect(inside.buffer).toBe(arena.memory.buffer);
    expect(arena.place(inside)).toBe(inside);
    outside[0] = 7;
    expect(inside[0]).toBe(1);
  });

  it("gives addresses of its own arrays alone", () => {
    const arena = new Arena(PAGE);
    arena.reserve(640);
    expect(arena.addressOf(arena.float32(2))).toBe(640);
    expect(() => arena.addressOf(new Float64Array(2))).toThrow(
      "the array lies outside of the kernels' memory; place it there first",
    );
    expect(() => arena.addressOf(new Arena(PAGE).float64(2))).toThrow(RangeError);
  });

  it("says how much was wanted where its memory does not suffice, and goes on", () => {
    const arena = new Arena(2 ** 20);
    expect(() => arena.float64(2 ** 18)).toThrow("the problem takes 2 MiB of the kernels' memory, which has 1 MiB");
    expect(arena.float64(2 ** 17).length).toBe(2 ** 17);
    expect(() => arena.int32(1)).toThrow(RangeError);
  });
});
