import { expect, it } from "vitest";
import type { Vector } from "../../workers/physics/quaternion.ts";
import { smoothed } from "./follow-path.ts";

it("keeps a steady way, and its ends", () => {
  const steady = Array.from({ length: 30 }, (_, i): Vector => [2 * i, -i, 1]);
  for (const [i, point] of smoothed(steady, 5).entries())
    for (const [j, value] of point.entries()) expect(value).toBeCloseTo(steady[i]![j]!, 12);
});

it("takes out a to and fro that fits its reach", () => {
  const wavy = Array.from({ length: 60 }, (_, i): Vector => [i, i % 2 === 0 ? 1 : -1, 0]);
  const way = smoothed(wavy, 10);
  for (const [, y] of way.slice(10, 50)) expect(Math.abs(y)).toBeLessThan(0.05);
  expect([way[0], way.at(-1)]).toEqual([wavy[0], wavy.at(-1)]);
});

it("has no way for no points", () => expect(smoothed([], 3)).toEqual([]));
