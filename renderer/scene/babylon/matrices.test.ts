import { expect, it } from "vitest";
import type { Vector } from "../../../workers/physics/quaternion.ts";
import { writeStick } from "./matrices.ts";

function image(out: Float32Array, [x, y, z]: Vector): Vector {
  return [0, 1, 2].map((i) => x * out[i]! + y * out[4 + i]! + z * out[8 + i]! + out[12 + i]!) as Vector;
}

it.each([
  [
    [0, 0, 0],
    [1, 0, 0],
  ],
  [
    [1, -2, 0.5],
    [1, 3, 0.5],
  ],
  [
    [0.2, 0, -0.1],
    [0.4, 0.1, 0.7],
  ],
] as [Vector, Vector][])("takes a stick to its ends and to its radius, from %j to %j", (from, to) => {
  const out = new Float32Array(32);
  writeStick(from, to, 0.25, out, 16);
  const matrix = out.subarray(16);
  for (const [i, value] of image(matrix, [0, 0, -0.5]).entries()) expect(value).toBeCloseTo(from[i]!, 6);
  for (const [i, value] of image(matrix, [0, 0, 0.5]).entries()) expect(value).toBeCloseTo(to[i]!, 6);
  const along = to.map((value, i) => value - from[i]!);
  for (const row of [matrix.subarray(0, 3), matrix.subarray(4, 7)]) {
    expect(Math.hypot(...row)).toBeCloseTo(0.25, 6);
    expect(row.reduce((sum, value, i) => sum + value * along[i]!, 0)).toBeCloseTo(0, 6);
  }
  expect([matrix[3], matrix[7], matrix[11], matrix[15]]).toEqual([0, 0, 0, 1]);
});

it("writes a stick without a length as a point", () => {
  const out = new Float32Array(16);
  writeStick([1, 2, 3], [1, 2, 3], 0.1, out, 0);
  expect(image(out, [0, 0, 0.5])).toEqual([1, 2, 3]);
  expect(out.every(Number.isFinite)).toBe(true);
});
