import fc from "fast-check";
import { expect, it } from "vitest";
import type { Vector } from "../../workers/physics/quaternion.ts";
import { eigen, ellipsoidOf } from "./ellipsoid.ts";

it("finds eigenvectors: A v = λ v, unit and square to each other", () => {
  const entries = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(entries, ([a, b, c, d, e, f]) => {
      const matrix = [
        [a, b, c],
        [b, d, e],
        [c, e, f],
      ] as [Vector, Vector, Vector];
      const { values, vectors } = eigen(matrix);
      for (const [k, v] of vectors.entries()) {
        for (let i = 0; i < 3; i++) {
          const image = matrix[i]!.reduce((sum, value, j) => sum + value * v[j]!, 0);
          expect(image).toBeCloseTo(values[k]! * v[i]!, 8);
        }
        for (const [l, w] of vectors.entries())
          expect(v.reduce((sum, value, j) => sum + value * w[j]!, 0)).toBeCloseTo(k === l ? 1 : 0, 8);
      }
    }),
  );
});

it("has two standard deviations along the axes of a cloud that lies in a plane", () => {
  const points: Vector[] = [
    [1, 0, 2],
    [3, 0, 2],
    [2, 0, 1],
    [2, 0, 3],
  ];
  const { centre, halfAxes } = ellipsoidOf(points, 2)!;
  expect(centre).toEqual([2, 0, 2]);
  const lengths = halfAxes.map((axis) => Math.hypot(...axis)).sort((a, b) => a - b);
  expect(lengths[0]).toBeCloseTo(0);
  expect(lengths[1]).toBeCloseTo(2 * Math.sqrt(2 / 3));
  expect(lengths[2]).toBeCloseTo(2 * Math.sqrt(2 / 3));
  expect(ellipsoidOf([[0, 0, 0]], 2)).toBeNull();
});
