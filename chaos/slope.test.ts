import { expect, test } from "vitest";
import { slope } from "./slope.ts";

test("a line's slope is its own, and noise around it that cancels out changes nothing", () => {
  const line = [0, 1, 2, 5].map((x): [number, number] => [x, 3 - 2 * x]);
  expect(slope(line)).toBeCloseTo(-2, 12);
  expect(
    slope([
      [0, 1],
      [0, -1],
      [10, 6],
      [10, 4],
    ]),
  ).toBeCloseTo(0.5, 12);
});
