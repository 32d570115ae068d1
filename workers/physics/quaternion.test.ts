import { expect, test } from "vitest";
import { axisAngle, multiply, normalise, type Quaternion, rotate, type Vector } from "./quaternion.ts";

const close = (values: readonly number[], expected: readonly number[]) => {
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i], 12);
};

test("a quarter turn about z takes x to y, and y to −x", () => {
  close(rotate(axisAngle([0, 0, 1], Math.PI / 2), [1, 2, 3]), [-2, 1, 3]);
});

test("a product turns as its factors do, the second one first", () => {
  const a = axisAngle([0.6, 0, 0.8], 0.7);
  const b = axisAngle([0, 1, 0], -1.9);
  const v: Vector = [0.3, -1.2, 2];
  close(rotate(multiply(a, b), v), rotate(a, rotate(b, v)));
});

test("a quaternion of any length becomes a unit one, and none at all the identity", () => {
  const q: Quaternion = [3, 0, 0, -4];
  close(normalise(q), [0.6, 0, 0, -0.8]);
  expect(normalise([0, 0, 0, 0])).toEqual([1, 0, 0, 0]);
});
